use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "typeof",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Names the type of a value.",
    examples: &[
        example("typeof(12)", "Number"),
        example(r#"typeof("a")"#, "String"),
        example("typeof(null())", "Null"),
    ],
    body: Body::Own(|lowering, call| {
        let value = lowering.value(call.scope, &call.arguments[0], call.place)?;
        let span = call.span;
        let kind = build::string("num", span);
        let number = build::call("__spl_is", vec![value.clone(), kind], span);
        let text = build::iff(
            number,
            build::text("Number", span),
            build::text("String", span),
        );
        Ok(build::iff(
            build::is_null(value),
            build::text("Null", span),
            text,
        ))
    }),
};

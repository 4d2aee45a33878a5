use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "mvzip",
    aliases: &[],
    arguments: (2, 3),
    condition: false,
    summary: "Joins the first values of two fields, then the second, and so on.",
    examples: &[example(
        r#"mvzip(split("a;b", ";"), split("1;2", ";"), "-")"#,
        r#"["a-1","b-2"]"#,
    )],
    body: Body::Own(|lowering, call| {
        let left = lowering.value(call.scope, &call.arguments[0], call.place)?;
        let right = lowering.value(call.scope, &call.arguments[1], call.place)?;
        let delimiter = match call.arguments.get(2) {
            Some(delimiter) => lowering.text(call.scope, delimiter, call.place)?,
            None => build::string(",", call.span),
        };
        Ok(build::call(
            "__spl_mvzip",
            vec![left, right, delimiter],
            call.span,
        ))
    }),
};

use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "if",
    aliases: &[],
    arguments: (3, 3),
    condition: false,
    summary: "Gives one of two values; a null condition does not hold.",
    examples: &[
        example(r#"if(1=1, "a", "b")"#, "a"),
        example(r#"if(null()=1, "a", "b")"#, "b"),
    ],
    body: Body::Own(|lowering, call| {
        let condition = lowering.condition(call.scope, &call.arguments[0], call.place)?;
        let yes = lowering.value(call.scope, &call.arguments[1], call.place)?;
        let no = lowering.value(call.scope, &call.arguments[2], call.place)?;
        Ok(build::iff(condition, yes, no))
    }),
};

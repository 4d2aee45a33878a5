use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "isnotnull",
    aliases: &[],
    arguments: (1, 1),
    condition: true,
    summary: "Tells whether a field has a value.",
    examples: &[example("if(isnotnull(null()), 1, 0)", "0")],
    body: Body::Own(|lowering, call| {
        let value = lowering.value(call.scope, &call.arguments[0], call.place)?;
        Ok(build::is_not_null(value))
    }),
};

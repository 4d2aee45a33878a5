use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "isnull",
    aliases: &[],
    arguments: (1, 1),
    condition: true,
    summary: "Tells whether a field has no value.",
    examples: &[example("if(isnull(null()), 1, 0)", "1")],
    body: Body::Own(|lowering, call| {
        let value = lowering.value(call.scope, &call.arguments[0], call.place)?;
        Ok(build::is_null(value))
    }),
};

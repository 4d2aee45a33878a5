use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "null",
    aliases: &[],
    arguments: (0, 0),
    condition: false,
    summary: "Gives no value.",
    examples: &[example("null()", "null")],
    body: Body::Own(|lowering, call| {
        let _ = lowering;
        Ok(build::null(call.span))
    }),
};

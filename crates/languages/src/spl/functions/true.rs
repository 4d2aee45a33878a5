use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "true",
    aliases: &[],
    arguments: (0, 0),
    condition: true,
    summary: "Holds.",
    examples: &[example("if(true(), 1, 0)", "1")],
    body: Body::Own(|lowering, call| {
        let _ = lowering;
        Ok(build::boolean(true, call.span))
    }),
};

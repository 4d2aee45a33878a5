use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "false",
    aliases: &[],
    arguments: (0, 0),
    condition: true,
    summary: "Does not hold.",
    examples: &[example("if(false(), 1, 0)", "0")],
    body: Body::Own(|lowering, call| {
        let _ = lowering;
        Ok(build::boolean(false, call.span))
    }),
};

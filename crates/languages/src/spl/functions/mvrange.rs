use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "mvrange",
    aliases: &[],
    arguments: (2, 3),
    condition: false,
    summary: "Gives numbers from one to before another.",
    examples: &[example("mvrange(1, 7, 2)", "[1,3,5]")],
    body: Body::Own(|lowering, call| {
        let mut parts = Vec::new();
        for argument in call.arguments {
            parts.push(lowering.value(call.scope, argument, call.place)?);
        }
        if parts.len() == 2 {
            parts.push(build::number(1.0, call.span));
        }
        Ok(build::call("__spl_mvrange", parts, call.span))
    }),
};

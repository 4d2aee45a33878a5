use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "now",
    aliases: &["time"],
    arguments: (0, 0),
    condition: false,
    summary: "Gives the time of the search in seconds since 1970.",
    examples: &[example("if(now()>0, 1, 0)", "1")],
    body: Body::Own(|lowering, call| {
        let _ = lowering;
        let now = build::call("now", Vec::new(), call.span);
        Ok(build::call("__spl_value", vec![now], call.span))
    }),
};

use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "random",
    aliases: &[],
    arguments: (0, 0),
    condition: false,
    summary: "Gives a random number from 0 to 2147483646.",
    examples: &[example("if(random()>=0, 1, 0)", "1")],
    body: Body::Own(|lowering, call| {
        let _ = lowering;
        let limit = build::long(2_147_483_647, call.span);
        let drawn = build::call("rand", vec![limit], call.span);
        Ok(build::call("__spl_value", vec![drawn], call.span))
    }),
};

use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "pi",
    aliases: &[],
    arguments: (0, 0),
    condition: false,
    summary: "Gives the number pi.",
    examples: &[example("round(pi(), 2)", "3.14")],
    body: Body::Own(|lowering, call| {
        let _ = lowering;
        Ok(build::number(std::f64::consts::PI, call.span))
    }),
};

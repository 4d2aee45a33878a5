use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "asin",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives the asin of a number.",
    examples: &[example("asin(0)", "0")],
    body: Body::With("__spl_math", "asin"),
};

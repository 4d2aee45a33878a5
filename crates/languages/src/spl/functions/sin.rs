use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "sin",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives the sin of a number.",
    examples: &[example("sin(0)", "0")],
    body: Body::With("__spl_math", "sin"),
};

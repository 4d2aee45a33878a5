use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "cos",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives the cos of a number.",
    examples: &[example("cos(0)", "1")],
    body: Body::With("__spl_math", "cos"),
};

use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "atan",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives the atan of a number.",
    examples: &[example("atan(0)", "0")],
    body: Body::With("__spl_math", "atan"),
};

use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "floor",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Rounds a number down.",
    examples: &[example("floor(2.5)", "2")],
    body: Body::With("__spl_math", "floor"),
};

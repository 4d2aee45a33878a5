use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "acos",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives the acos of a number.",
    examples: &[example("acos(1)", "0")],
    body: Body::With("__spl_math", "acos"),
};

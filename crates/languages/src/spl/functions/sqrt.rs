use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "sqrt",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives the square root.",
    examples: &[example("sqrt(9)", "3")],
    body: Body::With("__spl_math", "sqrt"),
};

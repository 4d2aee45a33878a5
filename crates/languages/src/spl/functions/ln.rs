use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "ln",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives the natural logarithm.",
    examples: &[example("ln(1)", "0")],
    body: Body::With("__spl_math", "ln"),
};

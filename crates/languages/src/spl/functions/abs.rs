use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "abs",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives a number without its sign.",
    examples: &[example("abs(-2)", "2")],
    body: Body::With("__spl_math", "abs"),
};

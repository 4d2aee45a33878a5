use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "exp",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives e to a power.",
    examples: &[example("exp(0)", "1")],
    body: Body::With("__spl_math", "exp"),
};

use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "pow",
    aliases: &[],
    arguments: (2, 2),
    condition: false,
    summary: "Raises a number to a power.",
    examples: &[example("pow(2, 3)", "8")],
    body: Body::Engine("__spl_pow"),
};

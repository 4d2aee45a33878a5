use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "tan",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives the tan of a number.",
    examples: &[example("tan(0)", "0")],
    body: Body::With("__spl_math", "tan"),
};

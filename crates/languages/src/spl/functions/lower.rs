use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "lower",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives a text in lower case.",
    examples: &[example(r#"lower("Ab")"#, "ab")],
    body: Body::Engine("__spl_lower"),
};

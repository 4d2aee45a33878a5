use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "upper",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives a text in upper case.",
    examples: &[example(r#"upper("Ab")"#, "AB")],
    body: Body::Engine("__spl_upper"),
};

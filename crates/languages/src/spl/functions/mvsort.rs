use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "mvsort",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives the values of a field in the order of their texts.",
    examples: &[example(r#"mvsort(split("b;a", ";"))"#, r#"["a","b"]"#)],
    body: Body::Engine("__spl_mvsort"),
};

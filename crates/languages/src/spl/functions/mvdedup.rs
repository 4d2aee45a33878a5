use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "mvdedup",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives the distinct values of a field.",
    examples: &[example(r#"mvdedup(split("a;b;a", ";"))"#, r#"["a","b"]"#)],
    body: Body::Engine("__spl_mvdedup"),
};

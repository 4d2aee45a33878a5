use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "split",
    aliases: &[],
    arguments: (2, 2),
    condition: false,
    summary: "Cuts a text into several values.",
    examples: &[example(r#"split("a;b", ";")"#, r#"["a","b"]"#)],
    body: Body::TextBehind("__spl_split"),
};

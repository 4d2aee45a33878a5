use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "match",
    aliases: &[],
    arguments: (2, 2),
    condition: true,
    summary: "Tells whether a regular expression matches anywhere in a text.",
    examples: &[example(r#"if(match("banana", "n.n"), 1, 0)"#, "1")],
    body: Body::TextBehind("__spl_regex"),
};

use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "mvfind",
    aliases: &[],
    arguments: (2, 2),
    condition: false,
    summary: "Gives the place of the first value that a regular expression matches.",
    examples: &[
        example(r#"mvfind(split("a;b", ";"), "^b")"#, "1"),
        example(r#"mvfind("a", "b")"#, "null"),
    ],
    body: Body::TextBehind("__spl_mvfind"),
};

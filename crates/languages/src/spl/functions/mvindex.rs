use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "mvindex",
    aliases: &[],
    arguments: (2, 3),
    condition: false,
    summary: "Gives one or some of the values of a field, from 0; negative places count from the end.",
    examples: &[
        example(r#"mvindex(split("a;b;c", ";"), -1)"#, "c"),
        example(r#"mvindex(split("a;b;c", ";"), 0, 1)"#, r#"["a","b"]"#),
    ],
    body: Body::Engine("__spl_mvindex"),
};

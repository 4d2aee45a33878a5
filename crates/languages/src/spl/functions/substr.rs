use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "substr",
    aliases: &[],
    arguments: (2, 3),
    condition: false,
    summary: "Gives a part of a text; places count from 1.",
    examples: &[
        example(r#"substr("string", 1, 3)"#, "str"),
        example(r#"substr("string", -3)"#, "ing"),
    ],
    body: Body::Engine("__spl_substr"),
};

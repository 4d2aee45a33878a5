use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "like",
    aliases: &[],
    arguments: (2, 2),
    condition: true,
    summary: "Tells whether a text is like a pattern with `%` and `_`.",
    examples: &[
        example(r#"if(like("banana", "%nan_"), 1, 0)"#, "1"),
        example(r#"if(like("Ban", "b%"), 1, 0)"#, "0"),
    ],
    body: Body::TextBehind("__spl_like"),
};

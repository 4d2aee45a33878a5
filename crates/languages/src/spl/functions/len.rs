use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "len",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Counts the characters of a text.",
    examples: &[
        example(r#"len("abc")"#, "3"),
        example("len(null())", "null"),
    ],
    body: Body::Engine("__spl_len"),
};

use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "replace",
    aliases: &[],
    arguments: (3, 3),
    condition: false,
    summary: "Replaces every match of a regular expression.",
    examples: &[example(
        r#"replace("1/14/2023", "^(\d+)/(\d+)/", "\2/\1/")"#,
        "14/1/2023",
    )],
    body: Body::TextBehind("__spl_replace"),
};

use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "strptime",
    aliases: &[],
    arguments: (2, 2),
    condition: false,
    summary: "Reads a time.",
    examples: &[example(r#"strptime("1970-01-02", "%Y-%m-%d")"#, "86400")],
    body: Body::TextBehind("__spl_strptime"),
};

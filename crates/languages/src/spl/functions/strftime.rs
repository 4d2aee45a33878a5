use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "strftime",
    aliases: &[],
    arguments: (2, 2),
    condition: false,
    summary: "Writes a time, in UTC.",
    examples: &[example(
        r#"strftime(0, "%Y-%m-%dT%H:%M:%S")"#,
        "1970-01-01T00:00:00",
    )],
    body: Body::TextBehind("__spl_strftime"),
};

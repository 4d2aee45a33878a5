use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "relative_time",
    aliases: &[],
    arguments: (2, 2),
    condition: false,
    summary: "Moves a time.",
    examples: &[example(r#"relative_time(90061, "-1h@d")"#, "86400")],
    body: Body::TextBehind("__spl_relative_time"),
};

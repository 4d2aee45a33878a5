use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "mvjoin",
    aliases: &[],
    arguments: (2, 2),
    condition: false,
    summary: "Joins the values of a field to one text.",
    examples: &[example(r#"mvjoin(split("a;b", ";"), "-")"#, "a-b")],
    body: Body::TextBehind("__spl_mvjoin"),
};

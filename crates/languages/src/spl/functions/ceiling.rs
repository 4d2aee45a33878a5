use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "ceiling",
    aliases: &["ceil"],
    arguments: (1, 1),
    condition: false,
    summary: "Rounds a number up.",
    examples: &[example("ceil(2.1)", "3")],
    body: Body::With("__spl_math", "ceiling"),
};

use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "min",
    aliases: &[],
    arguments: (1, usize::MAX),
    condition: false,
    summary: "Gives the smallest of its arguments; texts are larger than numbers.",
    examples: &[example(r#"min(10, 9, "a")"#, "9")],
    body: Body::Engine("__spl_min"),
};

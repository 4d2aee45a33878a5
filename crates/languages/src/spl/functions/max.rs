use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "max",
    aliases: &[],
    arguments: (1, usize::MAX),
    condition: false,
    summary: "Gives the largest of its arguments; texts are larger than numbers.",
    examples: &[example("max(1, 10)", "10")],
    body: Body::Engine("__spl_max"),
};

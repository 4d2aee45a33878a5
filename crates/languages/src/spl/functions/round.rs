use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "round",
    aliases: &[],
    arguments: (1, 2),
    condition: false,
    summary: "Rounds a number.",
    examples: &[
        example("round(3.5)", "4"),
        example("round(2.555, 2)", "2.56"),
    ],
    body: Body::Engine("__spl_round"),
};

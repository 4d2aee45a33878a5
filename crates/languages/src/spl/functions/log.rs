use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "log",
    aliases: &[],
    arguments: (1, 2),
    condition: false,
    summary: "Gives a logarithm, to the base 10 by default.",
    examples: &[example("log(100)", "2")],
    body: Body::Engine("__spl_log"),
};

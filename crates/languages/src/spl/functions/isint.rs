use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "isint",
    aliases: &[],
    arguments: (1, 1),
    condition: true,
    summary: "Tells whether a value is a whole number.",
    examples: &[example("if(isint(1.5), 1, 0)", "0")],
    body: Body::With("__spl_is", "int"),
};

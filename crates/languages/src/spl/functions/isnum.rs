use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "isnum",
    aliases: &[],
    arguments: (1, 1),
    condition: true,
    summary: "Tells whether a value is a number.",
    examples: &[example(r#"if(isnum("12"), 1, 0)"#, "1")],
    body: Body::With("__spl_is", "num"),
};

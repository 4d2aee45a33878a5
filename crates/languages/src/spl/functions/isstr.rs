use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "isstr",
    aliases: &[],
    arguments: (1, 1),
    condition: true,
    summary: "Tells whether a value is a text.",
    examples: &[example(r#"if(isstr("a"), 1, 0)"#, "1")],
    body: Body::With("__spl_is", "str"),
};

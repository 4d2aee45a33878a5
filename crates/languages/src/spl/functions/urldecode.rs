use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "urldecode",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Undoes the escapes of a URL.",
    examples: &[example(r#"urldecode("a%20b")"#, "a b")],
    body: Body::Engine("__spl_urldecode"),
};

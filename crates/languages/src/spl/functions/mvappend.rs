use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "mvappend",
    aliases: &[],
    arguments: (1, usize::MAX),
    condition: false,
    summary: "Gives the values of all arguments as one field.",
    examples: &[example(
        r#"mvappend("a", split("b;c", ";"))"#,
        r#"["a","b","c"]"#,
    )],
    body: Body::Engine("__spl_mvappend"),
};

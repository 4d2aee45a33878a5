use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "mvcount",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Counts the values of a field.",
    examples: &[
        example(r#"mvcount(split("a;b", ";"))"#, "2"),
        example("mvcount(null())", "null"),
    ],
    body: Body::Engine("__spl_mvcount"),
};

use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "mvmap",
    aliases: &[],
    arguments: (2, 2),
    condition: false,
    summary: "Gives what an expression makes of each value of a field, in `eval` and `where`.",
    examples: &[
        example(r#"mvmap(split("a;b", ";"), "x")"#, r#"["x","x"]"#),
        example(r#"mvjoin(mvmap(split("a;b", ";"), "x"), "+")"#, "x+x"),
    ],
    // `eval` and `where` compute it before they read their expressions.
    body: Body::Own(|lowering, call| Err(lowering.unsupported(call.span, "`mvmap` in this place"))),
};

use super::def::{Body, Function, example};

pub(super) const FUNCTION: Function = Function {
    name: "in",
    aliases: &[],
    arguments: (2, usize::MAX),
    condition: true,
    summary: "Tells whether a value is one of a list; there are no wildcards.",
    examples: &[
        example(r#"if(in("b", "a", "b"), 1, 0)"#, "1"),
        example(r#"if(in("b", "*"), 1, 0)"#, "0"),
    ],
    body: Body::Own(|lowering, call| {
        let (first, list) = (&call.arguments[0], &call.arguments[1..]);
        lowering.one_of(call.scope, first, list, call.place, call.span)
    }),
};

use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "case",
    aliases: &[],
    arguments: (2, usize::MAX),
    condition: false,
    summary: "Gives the value of the first condition that holds; null when none does.",
    examples: &[
        example(r#"case(1=2, "a", 1=1, "b")"#, "b"),
        example(r#"case(1=2, "a")"#, "null"),
    ],
    body: Body::Own(|lowering, call| {
        if call.arguments.len() % 2 == 1 {
            return Err(lowering.error(
                "wrong-argument-count",
                call.span,
                "`case` takes pairs of a condition and a value",
            ));
        }
        let mut parts = Vec::new();
        for pair in call.arguments.chunks(2) {
            parts.push(lowering.condition(call.scope, &pair[0], call.place)?);
            parts.push(lowering.value(call.scope, &pair[1], call.place)?);
        }
        parts.push(build::null(call.span));
        Ok(build::call("case", parts, call.span))
    }),
};

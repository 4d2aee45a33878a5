use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "validate",
    aliases: &[],
    arguments: (2, usize::MAX),
    condition: false,
    summary: "Gives the value of the first condition that does not hold; null when all hold.",
    examples: &[example(r#"validate(1=1, "a", 1=2, "b")"#, "b")],
    body: Body::Own(|lowering, call| {
        if call.arguments.len() % 2 == 1 {
            return Err(lowering.error(
                "wrong-argument-count",
                call.span,
                "`validate` takes pairs of a condition and a value",
            ));
        }
        let mut parts = Vec::new();
        for pair in call.arguments.chunks(2) {
            let condition = lowering.condition(call.scope, &pair[0], call.place)?;
            parts.push(build::not(condition));
            parts.push(lowering.value(call.scope, &pair[1], call.place)?);
        }
        parts.push(build::null(call.span));
        Ok(build::call("case", parts, call.span))
    }),
};

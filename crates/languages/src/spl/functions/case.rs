use vigie_syntax::spl::ast::{Expr, ExprKind};

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
        example(r#"case(1=2, "a", true(), "b")"#, "b"),
        example(r#"case(true(), "a", 1=1, "b")"#, "a"),
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
        let mut otherwise = build::null(call.span);
        for pair in call.arguments.chunks(2) {
            // `true(), value` is how a default is written; what stands behind it is never reached.
            let value = lowering.value(call.scope, &pair[1], call.place)?;
            if always(&pair[0]) {
                otherwise = value;
                break;
            }
            parts.push(lowering.condition(call.scope, &pair[0], call.place)?);
            parts.push(value);
        }
        if parts.is_empty() {
            return Ok(otherwise);
        }
        parts.push(otherwise);
        Ok(build::call("case", parts, call.span))
    }),
};

/// `true()`.
fn always(condition: &Expr) -> bool {
    matches!(&condition.kind, ExprKind::Call { name, .. } if name.text.eq_ignore_ascii_case("true"))
}

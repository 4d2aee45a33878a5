use super::def::{Body, Function, example};
use crate::spl::build;
use crate::spl::eval::compare;

pub(super) const FUNCTION: Function = Function {
    name: "nullif",
    aliases: &[],
    arguments: (2, 2),
    condition: false,
    summary: "Gives null when both arguments are equal, else the first.",
    examples: &[
        example(r#"nullif("a", "a")"#, "null"),
        example(r#"nullif("a", "b")"#, "a"),
    ],
    body: Body::Own(|lowering, call| {
        let first = lowering.value(call.scope, &call.arguments[0], call.place)?;
        let second = lowering.value(call.scope, &call.arguments[1], call.place)?;
        let equal = compare(first.clone(), "=", second, call.span);
        Ok(build::iff(equal, build::null(call.span), first))
    }),
};

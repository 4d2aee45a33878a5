use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "coalesce",
    aliases: &[],
    arguments: (1, usize::MAX),
    condition: false,
    summary: "Gives the first argument that has a value.",
    examples: &[example(r#"coalesce(null(), "a", "b")"#, "a")],
    body: Body::Own(|lowering, call| {
        let mut values = Vec::new();
        for argument in call.arguments {
            values.push(lowering.value(call.scope, argument, call.place)?);
        }
        let mut values = values.into_iter().rev();
        let last = values.next().unwrap_or_else(|| build::null(call.span));
        Ok(values.fold(last, |rest, value| {
            build::iff(build::is_not_null(value.clone()), value, rest)
        }))
    }),
};

use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "tonumber",
    aliases: &[],
    arguments: (1, 2),
    condition: false,
    summary: "Reads a number, in a base from 2 to 36.",
    examples: &[
        example(r#"tonumber("0F", 16)"#, "15"),
        example(r#"tonumber("x")"#, "null"),
    ],
    body: Body::Own(|lowering, call| {
        let value = lowering.value(call.scope, &call.arguments[0], call.place)?;
        let base = match call.arguments.get(1) {
            Some(base) => lowering.value(call.scope, base, call.place)?,
            None => build::number(10.0, call.span),
        };
        Ok(build::call("__spl_tonumber", vec![value, base], call.span))
    }),
};

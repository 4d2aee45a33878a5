use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "spath",
    aliases: &["json_extract"],
    arguments: (2, 2),
    condition: false,
    summary: "Gives what stands at a path of a JSON text.",
    examples: &[example(r#"spath("{\"a\":{\"b\":1}}", "a.b")"#, "1")],
    body: Body::Own(|lowering, call| {
        let value = lowering.value(call.scope, &call.arguments[0], call.place)?;
        let path = lowering.text(call.scope, &call.arguments[1], call.place)?;
        Ok(build::call("__spl_spath", vec![value, path], call.span))
    }),
};

use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "md5",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives the MD5 hash of a text.",
    examples: &[example(r#"md5("abc")"#, "900150983cd24fb0d6963f7d28e17f72")],
    body: Body::Own(|lowering, call| {
        let value = lowering.value(call.scope, &call.arguments[0], call.place)?;
        let span = call.span;
        let text = build::call("__spl_text", vec![value.clone()], span);
        let hash = build::call("hash_md5", vec![text], span);
        let hash = build::call("__spl_value", vec![hash], span);
        Ok(build::iff(build::is_null(value), build::null(span), hash))
    }),
};

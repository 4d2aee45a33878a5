use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "sha1",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives the SHA1 hash of a text.",
    examples: &[example(
        r#"sha1("abc")"#,
        "a9993e364706816aba3e25717850c26c9cd0d89d",
    )],
    body: Body::Own(|lowering, call| {
        let value = lowering.value(call.scope, &call.arguments[0], call.place)?;
        let span = call.span;
        let text = build::call("__spl_text", vec![value.clone()], span);
        let hash = build::call("hash_sha1", vec![text], span);
        let hash = build::call("__spl_value", vec![hash], span);
        Ok(build::iff(build::is_null(value), build::null(span), hash))
    }),
};

use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "sha256",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Gives the SHA256 hash of a text.",
    examples: &[example(
        r#"sha256("abc")"#,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    )],
    body: Body::Own(|lowering, call| {
        let value = lowering.value(call.scope, &call.arguments[0], call.place)?;
        let span = call.span;
        let text = build::call("__spl_text", vec![value.clone()], span);
        let hash = build::call("hash_sha256", vec![text], span);
        let hash = build::call("__spl_value", vec![hash], span);
        Ok(build::iff(build::is_null(value), build::null(span), hash))
    }),
};

use super::def::*;
use crate::text::bytes::decode_base64;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "base64_decode_tostring",
    aliases: &["base64_decodestring"],
    family: Family::Encoding,
    summary: "Decodes base64 to text.",
    params: &[required(
        "base64_string",
        STRING,
        "The base64 text, with its padding.",
    )],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` for what cannot be decoded, and for bytes that are no UTF-8.",
    examples: &[example!("base64_decode_tostring('S3VzdG8=')" => "Kusto")],
    cases: &[
        example!("base64_decode_tostring('U3RyaW5n0KHR0tGA0L7Rh9C60LA=')" => r#""""#),
        example!("base64_decode_tostring('S3VzdG8')" => r#""""#),
        example!("base64_decode_tostring('?')" => r#""""#),
        example!("strlen(base64_decode_tostring('YQBiAA=='))" => "4"),
    ],
    body: Body::Rows(|args| {
        let bytes = decode_base64(args[0].as_str());
        Value::String(
            bytes
                .and_then(|b| String::from_utf8(b).ok())
                .unwrap_or_default(),
        )
    }),
};

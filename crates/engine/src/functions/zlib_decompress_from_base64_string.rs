use super::def::*;
use crate::text::bytes::from_zlib;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "zlib_decompress_from_base64_string",
    aliases: &[],
    family: Family::Encoding,
    summary: "Decodes base64 and decompresses the text in the format of zlib.",
    params: &[required("string", STRING, "The text.")],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` for what cannot be decoded.",
    examples: &[
        example!("zlib_decompress_from_base64_string('eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4=')" => "Test string 123"),
    ],
    cases: &[
        example!("zlib_decompress_from_base64_string('x0x0x0')" => r#""""#),
        example!("zlib_decompress_from_base64_string('')" => r#""""#),
    ],
    body: Body::Rows(|args| Value::String(from_zlib(args[0].as_str()).unwrap_or_default())),
};

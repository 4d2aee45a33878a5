use super::def::*;
use crate::text::bytes::zlib;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "zlib_compress_to_base64_string",
    aliases: &[],
    family: Family::Encoding,
    summary: "Compresses a text in the format of zlib, and encodes it in base64.",
    params: &[required("string", STRING, "The text.")],
    returns: Returns::Is(Type::String),
    notes: "What does not shrink is stored.",
    examples: &[
        example!("zlib_compress_to_base64_string('1234567890qwertyuiop')" => "eAEBFADr/zEyMzQ1Njc4OTBxd2VydHl1aW9wOAkGdw=="),
    ],
    cases: &[
        example!("zlib_decompress_from_base64_string(zlib_compress_to_base64_string(strrep('ab', 500))) == strrep('ab', 500)" => "true"),
    ],
    body: Body::Rows(|args| Value::String(zlib(args[0].as_str()).unwrap_or_default())),
};

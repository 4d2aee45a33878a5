use super::def::*;
use crate::text::bytes::encode_base64;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "base64_encode_tostring",
    aliases: &["base64_encodestring"],
    family: Family::Encoding,
    summary: "Encodes a text in base64.",
    params: &[required("string", STRING, "The text.")],
    returns: Returns::Is(Type::String),
    notes: "",
    examples: &[example!("base64_encode_tostring('Kusto')" => "S3VzdG8=")],
    cases: &[example!("base64_encode_tostring('')" => r#""""#)],
    body: Body::Rows(|args| Value::String(encode_base64(args[0].as_str().as_bytes()))),
};

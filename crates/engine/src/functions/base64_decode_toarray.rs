use super::def::*;
use crate::text::bytes::decode_base64;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "base64_decode_toarray",
    aliases: &[],
    family: Family::Encoding,
    summary: "Decodes base64 to an array of bytes.",
    params: &[required(
        "base64_string",
        STRING,
        "The base64 text, with its padding.",
    )],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what cannot be decoded.",
    examples: &[example!("base64_decode_toarray('S3VzdG8=')" => "[75,117,115,116,111]")],
    cases: &[
        example!("base64_decode_toarray('?')" => "null"),
        example!("base64_decode_toarray('')" => "[]"),
    ],
    body: Body::Rows(|args| {
        decode_base64(args[0].as_str()).map_or(Value::Null, |bytes| {
            Value::Dynamic(bytes.into_iter().map(Json::from).collect())
        })
    }),
};

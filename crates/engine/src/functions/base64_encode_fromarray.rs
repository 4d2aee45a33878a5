use super::def::*;
use crate::text::bytes::encode_base64;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "base64_encode_fromarray",
    aliases: &[],
    family: Family::Encoding,
    summary: "Encodes an array of bytes in base64.",
    params: &[required(
        "base64_string_decoded_as_array",
        Takes::Array,
        "The array.",
    )],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` where an element is no byte.",
    examples: &[
        example!("base64_encode_fromarray(dynamic([75, 117, 115, 116, 111]))" => "S3VzdG8="),
    ],
    cases: &[
        example!("base64_encode_fromarray(dynamic([300]))" => r#""""#),
        example!("base64_encode_fromarray(dynamic(null))" => r#""""#),
    ],
    body: Body::Rows(|args| {
        let Some(Json::Array(items)) = args[0].as_json() else {
            return Value::string("");
        };
        let bytes: Option<Vec<u8>> = items
            .iter()
            .map(|item| u8::try_from(item.as_u64()?).ok())
            .collect();
        Value::String(bytes.map_or_else(String::new, |bytes| encode_base64(&bytes)))
    }),
};

use super::def::*;
use crate::text::bytes::{decode_base64, guid_of_bytes};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "base64_decode_toguid",
    aliases: &[],
    family: Family::Encoding,
    summary: "Decodes base64 to a guid.",
    params: &[required(
        "base64_string",
        STRING,
        "The base64 text of 16 bytes.",
    )],
    returns: Returns::Is(Type::Guid),
    notes: "Gives null for anything else.",
    examples: &[
        example!("base64_decode_toguid('8jMxriJurkmwahbmqbIS6w==')" => "ae3133f2-6e22-49ae-b06a-16e6a9b212eb"),
    ],
    cases: &[example!("base64_decode_toguid('abcd1231')" => "null")],
    body: Body::Rows(|args| {
        decode_base64(args[0].as_str())
            .and_then(|bytes| guid_of_bytes(&bytes))
            .map_or(Value::Null, Value::Guid)
    }),
};

use super::def::*;
use crate::text::bytes::{encode_base64, guid_bytes};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "base64_encode_fromguid",
    aliases: &[],
    family: Family::Encoding,
    summary: "Encodes the bytes of a guid in base64.",
    params: &[required("guid", GUID, "The guid.")],
    returns: Returns::Is(Type::String),
    notes: "",
    examples: &[
        example!("base64_encode_fromguid(toguid('ae3133f2-6e22-49ae-b06a-16e6a9b212eb'))" => "8jMxriJurkmwahbmqbIS6w=="),
    ],
    cases: &[example!("base64_encode_fromguid(guid(null))" => r#""""#)],
    body: Body::Rows(|args| {
        let bytes = guid_bytes(args[0].as_str());
        Value::String(bytes.map_or_else(String::new, |bytes| encode_base64(&bytes)))
    }),
};

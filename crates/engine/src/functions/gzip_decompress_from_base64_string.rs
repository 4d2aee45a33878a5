use super::def::*;
use crate::text::bytes::from_gzip;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "gzip_decompress_from_base64_string",
    aliases: &[],
    family: Family::Encoding,
    summary: "Decodes base64 and decompresses the text in the format of gzip.",
    params: &[required("string", STRING, "The text.")],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` for what cannot be decoded.",
    examples: &[
        example!("gzip_decompress_from_base64_string('H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA==')" => "1234567890qwertyuiop"),
    ],
    cases: &[example!("gzip_decompress_from_base64_string('x0x0x0')" => r#""""#)],
    body: Body::Rows(|args| Value::String(from_gzip(args[0].as_str()).unwrap_or_default())),
};

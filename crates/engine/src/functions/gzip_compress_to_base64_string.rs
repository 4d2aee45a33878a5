use super::def::*;
use crate::text::bytes::gzip;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "gzip_compress_to_base64_string",
    aliases: &[],
    family: Family::Encoding,
    summary: "Compresses a text in the format of gzip, and encodes it in base64.",
    params: &[required("string", STRING, "The text.")],
    returns: Returns::Is(Type::String),
    notes: "What does not shrink is stored.",
    examples: &[
        example!("gzip_compress_to_base64_string('1234567890qwertyuiop')" => "H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA=="),
    ],
    cases: &[
        example!("gzip_decompress_from_base64_string(gzip_compress_to_base64_string(strrep('ab', 500))) == strrep('ab', 500)" => "true"),
    ],
    body: Body::Rows(|args| Value::String(gzip(args[0].as_str()).unwrap_or_default())),
};

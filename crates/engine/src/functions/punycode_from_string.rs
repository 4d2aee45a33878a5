use super::def::*;
use idna::punycode;

use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "punycode_from_string",
    aliases: &[],
    family: Family::Encoding,
    summary: "Encodes a text in punycode.",
    params: &[required("string", STRING, "The text.")],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` for what cannot be converted.",
    examples: &[example!("punycode_from_string('académie-française')" => "acadmie-franaise-npb1a")],
    cases: &[example!("punycode_from_string('')" => r#""""#)],
    body: Body::Rows(|args| {
        Value::String(punycode::encode_str(args[0].as_str()).unwrap_or_default())
    }),
};

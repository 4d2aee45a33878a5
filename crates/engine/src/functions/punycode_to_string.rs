use super::def::*;
use idna::punycode;

use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "punycode_to_string",
    aliases: &[],
    family: Family::Encoding,
    summary: "Decodes punycode to text.",
    params: &[required("string", STRING, "The punycode.")],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` for what cannot be converted.",
    examples: &[example!("punycode_to_string('acadmie-franaise-npb1a')" => "académie-française")],
    cases: &[example!("punycode_to_string('é')" => r#""""#)],
    body: Body::Rows(|args| {
        Value::String(punycode::decode_to_string(args[0].as_str()).unwrap_or_default())
    }),
};

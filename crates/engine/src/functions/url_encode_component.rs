use super::def::*;
use crate::text::url;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "url_encode_component",
    aliases: &[],
    family: Family::Encoding,
    summary: "Escapes what may not stand in a component of a URL.",
    params: &[required("url", STRING, "The text.")],
    returns: Returns::Is(Type::String),
    notes: "A space becomes `%20`.",
    examples: &[
        example!("url_encode_component('https://x.io/a b')" => "https%3a%2f%2fx.io%2fa%20b"),
    ],
    cases: &[],
    body: Body::Rows(|args| Value::String(url::encode(args[0].as_str(), "%20"))),
};

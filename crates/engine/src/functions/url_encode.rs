use super::def::*;
use crate::text::url;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "url_encode",
    aliases: &[],
    family: Family::Encoding,
    summary: "Escapes what may not stand in the query of a URL.",
    params: &[required("url", STRING, "The text.")],
    returns: Returns::Is(Type::String),
    notes: "A space becomes `+`.",
    examples: &[example!("url_encode('https://x.io/a b')" => "https%3a%2f%2fx.io%2fa+b")],
    cases: &[example!("url_encode('é-_.')" => "%c3%a9-_.")],
    body: Body::Rows(|args| Value::String(url::encode(args[0].as_str(), "+"))),
};

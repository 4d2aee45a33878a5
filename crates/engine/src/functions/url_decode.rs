use super::def::*;
use crate::text::url;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "url_decode",
    aliases: &[],
    family: Family::Encoding,
    summary: "Undoes the escapes of a URL.",
    params: &[required("encoded_url", STRING, "The text.")],
    returns: Returns::Is(Type::String),
    notes: "`+` becomes a space.",
    examples: &[example!("url_decode('https%3a%2f%2fx.io%2f')" => "https://x.io/")],
    cases: &[
        example!("url_decode('a+b%20c')" => "a b c"),
        example!("url_decode('100%')" => "100%"),
        example!("url_decode('%zz%C3%A9')" => "%zzé"),
    ],
    body: Body::Rows(|args| Value::String(url::decode(args[0].as_str()))),
};

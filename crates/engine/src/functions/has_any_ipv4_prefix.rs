use super::def::*;
use crate::text::ip::{has_prefix, texts};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "has_any_ipv4_prefix",
    aliases: &[],
    family: Family::Ip,
    summary: "Tells whether a text has an IPv4 address with one of several beginnings.",
    params: &[
        required("source", TEXT, "The text to search."),
        repeated(
            "ip_prefixes",
            Takes::OneOf(&[Type::String, Type::Dynamic]),
            "A beginning, or an array of beginnings.",
        ),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "A prefix ends with a dot, or is a whole address.",
    examples: &[
        example!("has_any_ipv4_prefix('05:04:54 127.0.0.1 GET /', '192.168.', '127.0.')" => "true"),
    ],
    cases: &[example!("has_any_ipv4_prefix('127.0.0.1', dynamic(['127.0', '192.']))" => "false")],
    body: Body::Rows(|args| Value::Bool(has_prefix(args[0].as_str(), &texts(&args[1..])))),
};

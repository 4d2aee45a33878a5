use super::def::*;
use crate::text::ip::{has_prefix, texts};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "has_ipv4_prefix",
    aliases: &[],
    family: Family::Ip,
    summary: "Tells whether a text has an IPv4 address with a given beginning.",
    params: &[
        required("source", TEXT, "The text to search."),
        required("ip_prefix", STRING, "The beginning: `10.1.`."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "A prefix ends with a dot, or is a whole address.",
    examples: &[
        example!("has_ipv4_prefix('05:04:54 127.0.0.1 GET /', '127.0.')" => "true"),
        example!("has_ipv4_prefix('05:04:54 127.0.0.1 GET /', '127.0')" => "false"),
    ],
    cases: &[
        example!("has_ipv4_prefix('127.0.0.256', '127.0.')" => "false"),
        example!("has_ipv4_prefix('05:04:54127.0.0.1', '127.0.')" => "false"),
        example!("has_ipv4_prefix('127.0.0.1', '127.0.0.1')" => "true"),
        example!("has_ipv4_prefix('127.0.0.1', '127.0.0.1.')" => "false"),
        example!("has_ipv4_prefix('127.0.0.1', '.')" => "false"),
    ],
    body: Body::Rows(|args| Value::Bool(has_prefix(args[0].as_str(), &texts(&args[1..])))),
};

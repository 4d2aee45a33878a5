use super::def::*;
use crate::text::ip::{addresses, octets, texts};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "has_any_ipv4",
    aliases: &[],
    family: Family::Ip,
    summary: "Tells whether a text has one of several IPv4 addresses.",
    params: &[
        required("source", TEXT, "The text to search."),
        repeated(
            "ips",
            Takes::OneOf(&[Type::String, Type::Dynamic]),
            "An address, or an array of addresses.",
        ),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "An address must stand between characters that are no letter or digit.",
    examples: &[example!("has_any_ipv4('GET from 10.1.2.3', '10.1.2.3', '127.0.0.1')" => "true")],
    cases: &[
        example!("has_any_ipv4('GET from 10.1.2.3', dynamic(['10.1.2.4']))" => "false"),
        example!("has_any_ipv4('127.0.0.256', dynamic(['127.0.0.256']))" => "false"),
    ],
    body: Body::Rows(|args| {
        let wanted: Vec<u32> = texts(&args[1..]).iter().filter_map(|t| octets(t)).collect();
        Value::Bool(
            addresses(args[0].as_str())
                .any(|text| octets(text).is_some_and(|address| wanted.contains(&address))),
        )
    }),
};

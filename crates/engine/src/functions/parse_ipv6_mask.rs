use super::def::*;
use crate::text::ip::{V6, text6};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "parse_ipv6_mask",
    aliases: &[],
    family: Family::Ip,
    summary: "Writes the first bits of an IPv6 or IPv4 address as IPv6 in full.",
    params: &[
        required("ip", STRING, "The address, with or without a prefix."),
        required("prefix", LONG, "How many of the 128 bits to keep."),
    ],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` where there is no address.",
    examples: &[
        example!("parse_ipv6_mask('192.168.255.255', 120)" => "0000:0000:0000:0000:0000:ffff:c0a8:ff00"),
    ],
    cases: &[
        example!("parse_ipv6_mask('192.168.255.255/24', 124)" => "0000:0000:0000:0000:0000:ffff:c0a8:ff00"),
        example!("parse_ipv6_mask('::192.168.255.255/24', 128)" => "0000:0000:0000:0000:0000:0000:c0a8:ff00"),
        example!("parse_ipv6_mask('::1', 129)" => r#""""#),
    ],
    body: Body::Rows(|args| {
        let ip = V6::parse(args[0].as_str()).and_then(|ip| ip.within(args[1].as_i64()));
        Value::String(ip.map_or_else(String::new, |ip| text6(ip.network())))
    }),
};

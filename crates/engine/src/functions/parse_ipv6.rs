use super::def::*;
use crate::text::ip::{V6, text6};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "parse_ipv6",
    aliases: &[],
    family: Family::Ip,
    summary: "Writes an IPv6 or IPv4 address as IPv6 in full.",
    params: &[required(
        "ip",
        STRING,
        "The address, with or without a prefix.",
    )],
    returns: Returns::Is(Type::String),
    notes: "Bits behind the prefix are 0. Gives `\"\"` where there is no address.",
    examples: &[
        example!("parse_ipv6('fe80::1')" => "fe80:0000:0000:0000:0000:0000:0000:0001"),
        example!("parse_ipv6('192.168.255.255/24')" => "0000:0000:0000:0000:0000:ffff:c0a8:ff00"),
    ],
    cases: &[
        example!("parse_ipv6('::192.168.1.1')" => "0000:0000:0000:0000:0000:0000:c0a8:0101"),
        example!("parse_ipv6('x')" => r#""""#),
        example!("parse_ipv6('fe80::1/300')" => r#""""#),
        example!("parse_ipv6('')" => r#""""#),
    ],
    body: Body::Rows(|args| {
        Value::String(
            V6::parse(args[0].as_str()).map_or_else(String::new, |ip| text6(ip.network())),
        )
    }),
};

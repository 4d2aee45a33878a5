use super::def::*;
use crate::text::ip;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "ipv6_is_match",
    aliases: &[],
    family: Family::Ip,
    summary: "Tells whether two IPv6 or IPv4 addresses are the same.",
    params: &[
        required("ip1", STRING, "An address, with or without a prefix."),
        required("ip2", STRING, "The address to compare it with."),
        optional("prefix", LONG, "How many bits count."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Only bits count that are within both prefixes. A text that is no address gives null.",
    examples: &[
        example!("ipv6_is_match('fe80::1/120', 'fe80::2')" => "true"),
        example!("ipv6_is_match('fe80::1', 'fe80::2')" => "false"),
    ],
    cases: &[
        example!("ipv6_is_match('192.168.1.1', '10.0.0.1', 24)" => "false"),
        example!("ipv6_is_match('x', '::1')" => "null"),
    ],
    body: Body::Rows(|args| {
        ip::compare6(args).map_or(Value::Null, |order| Value::Bool(order.is_eq()))
    }),
};

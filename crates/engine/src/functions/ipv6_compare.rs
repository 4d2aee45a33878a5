use super::def::*;
use crate::text::ip;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "ipv6_compare",
    aliases: &[],
    family: Family::Ip,
    summary: "Compares two IPv6 or IPv4 addresses: -1, 0 or 1.",
    params: &[
        required("ip1", STRING, "An address, with or without a prefix."),
        required("ip2", STRING, "The address to compare it with."),
        optional("prefix", LONG, "How many bits count."),
    ],
    returns: Returns::Is(Type::Long),
    notes: "Only bits count that are within both prefixes. A text that is no address gives null.",
    examples: &[
        example!("ipv6_compare('fe80::1/120', 'fe80::2')" => "0"),
        example!("ipv6_compare('fe80::1', 'fe80::2')" => "-1"),
    ],
    cases: &[
        example!("ipv6_compare('192.168.1.1', '::ffff:c0a8:0101')" => "0"),
        example!("ipv6_compare('::192.168.1.1/30', '192.168.1.255/24')" => "0"),
        example!("ipv6_compare('192.168.1.1', '192.168.1.0', 31)" => "0"),
        example!("ipv6_compare('::ffff:c0a8:0101', '192.168.1.255', 120)" => "0"),
        example!("ipv6_compare('x', '::1')" => "null"),
    ],
    body: Body::Rows(|args| {
        ip::compare6(args).map_or(Value::Null, |order| Value::Long(order as i64))
    }),
};

use super::def::*;
use crate::text::ip;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "ipv4_compare",
    aliases: &[],
    family: Family::Ip,
    summary: "Compares two IPv4 addresses: -1, 0 or 1.",
    params: &[
        required("ip1", STRING, "An address, with or without a prefix."),
        required("ip2", STRING, "The address to compare it with."),
        optional("prefix", LONG, "How many bits count."),
    ],
    returns: Returns::Is(Type::Long),
    notes: "Only bits count that are within both prefixes. A text that is no address gives null.",
    examples: &[
        example!("ipv4_compare('192.168.1.1/24', '192.168.1.255')" => "0"),
        example!("ipv4_compare('10.0.0.1', '10.0.0.2')" => "-1"),
    ],
    cases: &[
        example!("ipv4_compare('192.168.1.1', '192.168.1.0', 31)" => "0"),
        example!("ipv4_compare('10.0.0.2', '10.0.0.1')" => "1"),
        example!("ipv4_compare('x', '10.0.0.1')" => "null"),
    ],
    body: Body::Rows(|args| {
        ip::compare4(args).map_or(Value::Null, |order| Value::Long(order as i64))
    }),
};

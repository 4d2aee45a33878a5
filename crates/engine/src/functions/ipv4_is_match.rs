use super::def::*;
use crate::text::ip;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "ipv4_is_match",
    aliases: &[],
    family: Family::Ip,
    summary: "Tells whether two IPv4 addresses are the same.",
    params: &[
        required("ip1", STRING, "An address, with or without a prefix."),
        required("ip2", STRING, "The address to compare it with."),
        optional("prefix", LONG, "How many bits count."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Only bits count that are within both prefixes. A text that is no address gives null.",
    examples: &[
        example!("ipv4_is_match('192.168.1.1/24', '192.168.1.255')" => "true"),
        example!("ipv4_is_match('10.0.0.1', '10.0.0.2')" => "false"),
    ],
    cases: &[
        example!("ipv4_is_match('192.168.1.1', '192.168.1.0', 31)" => "true"),
        example!("ipv4_is_match('x', '10.0.0.1')" => "null"),
    ],
    body: Body::Rows(|args| {
        ip::compare4(args).map_or(Value::Null, |order| Value::Bool(order.is_eq()))
    }),
};

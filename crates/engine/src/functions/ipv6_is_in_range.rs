use super::def::*;
use crate::text::ip::V6;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "ipv6_is_in_range",
    aliases: &[],
    family: Family::Ip,
    summary: "Tells whether an IPv6 or IPv4 address is in a network.",
    params: &[
        required("ip", STRING, "The address."),
        required("ip_range", STRING, "The network: `fe80::/10`."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "A text that is no address gives null.",
    examples: &[example!("ipv6_is_in_range('fe80::1:2', 'fe80::/64')" => "true")],
    cases: &[
        example!("ipv6_is_in_range('a5e:f127::1', '0:0:0:0:0:ffff:c0a8:ac/60')" => "false"),
        example!("ipv6_is_in_range('10.1.2.3', '10.0.0.0/8')" => "true"),
        example!("ipv6_is_in_range('x', '::/1')" => "null"),
    ],
    body: Body::Rows(
        |args| match (V6::parse(args[0].as_str()), V6::parse(args[1].as_str())) {
            (Some(ip), Some(network)) => Value::Bool(ip.is_in(network)),
            _ => Value::Null,
        },
    ),
};

use super::def::*;
use crate::text::ip::V4;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "ipv4_is_in_range",
    aliases: &[],
    family: Family::Ip,
    summary: "Tells whether an IPv4 address is in a network.",
    params: &[
        required("ip", STRING, "The address."),
        required("ip_range", STRING, "The network: `10.0.0.0/8`."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "A text that is no address gives null.",
    examples: &[
        example!("ipv4_is_in_range('192.168.1.6', '192.168.1.1/24')" => "true"),
        example!("ipv4_is_in_range('10.1.2.3', '192.168.0.0/16')" => "false"),
    ],
    cases: &[
        example!("ipv4_is_in_range('1.2.3.4', '1.2.3.4')" => "true"),
        example!("ipv4_is_in_range('', '1.2.3.4/8')" => "null"),
        example!("ipv4_is_in_range('1.2.3.4', 'x')" => "null"),
    ],
    body: Body::Rows(
        |args| match (V4::parse(args[0].as_str()), V4::parse(args[1].as_str())) {
            (Some(ip), Some(network)) => Value::Bool(ip.is_in(network)),
            _ => Value::Null,
        },
    ),
};

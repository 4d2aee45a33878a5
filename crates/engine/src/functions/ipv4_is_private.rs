use super::def::*;
use crate::text::ip::V4;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "ipv4_is_private",
    aliases: &[],
    family: Family::Ip,
    summary: "Tells whether an IPv4 address is of a private network.",
    params: &[required("ip", STRING, "The address.")],
    returns: Returns::Is(Type::Bool),
    notes: "The networks are 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16. A text that is no address gives null.",
    examples: &[
        example!("ipv4_is_private('10.1.2.3')" => "true"),
        example!("ipv4_is_private('8.8.8.8')" => "false"),
    ],
    cases: &[
        example!("ipv4_is_private('192.168.1.1/24')" => "true"),
        example!("ipv4_is_private('172.32.0.1')" => "false"),
        example!("ipv4_is_private('172.31.0.1')" => "true"),
        example!("ipv4_is_private('127.0.0.1')" => "false"),
        example!("ipv4_is_private('x')" => "null"),
        example!("ipv4_is_private('10.0.0.0/4')" => "false"),
    ],
    body: Body::Rows(|args| {
        let Some(ip) = V4::parse(args[0].as_str()) else {
            return Value::Null;
        };
        Value::Bool(
            PRIVATE
                .iter()
                .any(|net| ip.prefix >= net.prefix && ip.is_in(*net)),
        )
    }),
};

/// RFC 1918.
const PRIVATE: [V4; 3] = [
    V4 {
        address: 0x0a00_0000,
        prefix: 8,
    },
    V4 {
        address: 0xac10_0000,
        prefix: 12,
    },
    V4 {
        address: 0xc0a8_0000,
        prefix: 16,
    },
];

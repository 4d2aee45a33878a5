use super::def::*;
use crate::text::ip::V4;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "parse_ipv4",
    aliases: &[],
    family: Family::Ip,
    summary: "Reads an IPv4 address as a number.",
    params: &[required(
        "ip",
        STRING,
        "The address, with or without a prefix: `10.1.2.3/8`.",
    )],
    returns: Returns::Is(Type::Long),
    notes: "Bits behind the prefix are 0. A text that is no address gives null.",
    examples: &[
        example!("parse_ipv4('192.168.1.1')" => "3232235777"),
        example!("parse_ipv4('192.168.1.1/24')" => "3232235776"),
    ],
    cases: &[
        example!("parse_ipv4('255.255.255.255/31')" => "4294967294"),
        example!("parse_ipv4('1.2.3')" => "null"),
        example!("parse_ipv4('1.2.3.256')" => "null"),
        example!("parse_ipv4('1.2.3.4/33')" => "null"),
        example!("parse_ipv4('')" => "null"),
        example!("parse_ipv4('1.2.3.4/0')" => "0"),
    ],
    body: Body::Rows(|args| {
        V4::parse(args[0].as_str()).map_or(Value::Null, |ip| Value::Long(ip.network().into()))
    }),
};

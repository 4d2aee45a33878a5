use super::def::*;
use crate::text::ip::V4;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "parse_ipv4_mask",
    aliases: &[],
    family: Family::Ip,
    summary: "Reads the first bits of an IPv4 address as a number.",
    params: &[
        required("ip", STRING, "The address."),
        required("prefix", LONG, "How many bits count, from 0 to 32."),
    ],
    returns: Returns::Is(Type::Long),
    notes: "A text that is no address gives null.",
    examples: &[example!("parse_ipv4_mask('127.0.0.1', 24)" => "2130706432")],
    cases: &[
        example!("parse_ipv4_mask('192.1.168.2/16', 24)" => "3221291008"),
        example!("parse_ipv4_mask('127.0.0.1', 40)" => "null"),
        example!("parse_ipv4_mask('x', 24)" => "null"),
    ],
    body: Body::Rows(|args| {
        V4::parse(args[0].as_str())
            .and_then(|ip| ip.within(args[1].as_i64()))
            .map_or(Value::Null, |ip| Value::Long(ip.network().into()))
    }),
};

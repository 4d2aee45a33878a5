use super::def::*;
use crate::text::ip::{V4, text4};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "format_ipv4",
    aliases: &[],
    family: Family::Ip,
    summary: "Writes an IPv4 address.",
    params: &[
        required(
            "ip",
            Takes::OneOf(&[Type::String, Type::Long, Type::Int]),
            "The address, as text or number.",
        ),
        optional(
            "prefix",
            LONG,
            "How many of its bits to keep, from 0 to 32.",
        ),
    ],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` where there is no address.",
    examples: &[
        example!("format_ipv4('192.168.1.1', 24)" => "192.168.1.0"),
        example!("format_ipv4(3232235777)" => "192.168.1.1"),
    ],
    cases: &[
        example!("format_ipv4('192.168.1.1/24', 32)" => "192.168.1.0"),
        example!("format_ipv4('192.168.1.1', -1)" => r#""""#),
        example!("format_ipv4('x', 8)" => r#""""#),
        example!("format_ipv4(-1)" => r#""""#),
    ],
    body: Body::Rows(|args| {
        let ip = match &args[0] {
            Value::String(text) => V4::parse(text),
            number => number
                .as_i64()
                .and_then(|n| u32::try_from(n).ok())
                .map(|address| V4 {
                    address,
                    prefix: 32,
                }),
        };
        let kept = match args.get(1) {
            Some(prefix) => ip.and_then(|ip| ip.within(prefix.as_i64())),
            None => ip,
        };
        Value::String(kept.map_or_else(String::new, |ip| text4(ip.network())))
    }),
};

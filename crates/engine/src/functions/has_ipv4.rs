use super::def::*;
use crate::text::ip::{addresses, octets};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "has_ipv4",
    aliases: &[],
    family: Family::Ip,
    summary: "Tells whether a text has an IPv4 address.",
    params: &[
        required("source", TEXT, "The text to search."),
        required("ip", STRING, "The address."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "The address must stand between characters that are no letter or digit.",
    examples: &[
        example!("has_ipv4('05:04:54 127.0.0.1 GET /', '127.0.0.1')" => "true"),
        example!("has_ipv4('05:04:54127.0.0.1 GET /', '127.0.0.1')" => "false"),
    ],
    cases: &[
        example!("has_ipv4('127.0.0.256', '127.0.0.256')" => "false"),
        example!("has_ipv4('from 10.1.1.115.', '10.1.1.115')" => "true"),
        example!("has_ipv4('110.1.1.1', '10.1.1.1')" => "false"),
        example!("has_ipv4('10.1.1.1:80', '10.1.1.1')" => "true"),
        example!("has_ipv4('1.10.1.1.1', '10.1.1.1')" => "false"),
    ],
    body: Body::Rows(|args| {
        let Some(wanted) = octets(args[1].as_str()) else {
            return Value::Bool(false);
        };
        Value::Bool(addresses(args[0].as_str()).any(|text| octets(text) == Some(wanted)))
    }),
};

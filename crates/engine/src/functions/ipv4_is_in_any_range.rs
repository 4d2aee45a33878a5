use super::def::*;
use std::sync::Arc;

use crate::text::ip::{V4, texts};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "ipv4_is_in_any_range",
    aliases: &[],
    family: Family::Ip,
    summary: "Tells whether an IPv4 address is in one of several networks.",
    params: &[
        required("ip", TEXT, "The address."),
        repeated(
            "ranges",
            Takes::OneOf(&[Type::String, Type::Dynamic]),
            "A network, or an array of networks.",
        ),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "A text that is no address gives null. A network that is none is passed over.",
    examples: &[
        example!("ipv4_is_in_any_range('192.168.1.6', '10.0.0.0/8', '192.168.1.0/24')" => "true"),
        example!("ipv4_is_in_any_range('1.1.1.1', dynamic(['10.0.0.0/8']))" => "false"),
    ],
    cases: &[
        example!("ipv4_is_in_any_range('', '10.0.0.0/8')" => "null"),
        example!("ipv4_is_in_any_range('1.2.3.4', dynamic([]))" => "false"),
        example!("ipv4_is_in_any_range('10.1.1.1', 'x', '10.0.0.0/8')" => "true"),
    ],
    body: Body::Prepared(|site| {
        let networks = |args: &[Value]| -> Vec<V4> {
            texts(args).iter().filter_map(|t| V4::parse(t)).collect()
        };
        let constants: Option<Vec<Value>> = site.constants.iter().skip(1).cloned().collect();
        let known = constants.map(|args| networks(&args));
        Ok(Arc::new(move |args| {
            let Some(ip) = V4::parse(args[0].as_str()) else {
                return Value::Null;
            };
            let within = |all: &[V4]| all.iter().any(|network| ip.is_in(*network));
            Value::Bool(match &known {
                Some(all) => within(all),
                None => within(&networks(&args[1..])),
            })
        }))
    }),
};

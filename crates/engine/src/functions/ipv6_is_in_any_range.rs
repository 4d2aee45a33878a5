use super::def::*;
use std::sync::Arc;

use crate::text::ip::{V6, texts};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "ipv6_is_in_any_range",
    aliases: &[],
    family: Family::Ip,
    summary: "Tells whether an IPv6 address is in one of several networks.",
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
    examples: &[example!("ipv6_is_in_any_range('fe80::1', 'fc00::/7', 'fe80::/10')" => "true")],
    cases: &[
        example!("ipv6_is_in_any_range('10.1.1.1', dynamic(['10.0.0.0/8']))" => "true"),
        example!("ipv6_is_in_any_range('', '::/1')" => "null"),
    ],
    body: Body::Prepared(|site| {
        let networks = |args: &[Value]| -> Vec<V6> {
            texts(args).iter().filter_map(|t| V6::parse(t)).collect()
        };
        let constants: Option<Vec<Value>> = site.constants.iter().skip(1).cloned().collect();
        let known = constants.map(|args| networks(&args));
        Ok(Arc::new(move |args| {
            let Some(ip) = V6::parse(args[0].as_str()) else {
                return Value::Null;
            };
            let within = |all: &[V6]| all.iter().any(|network| ip.is_in(*network));
            Value::Bool(match &known {
                Some(all) => within(all),
                None => within(&networks(&args[1..])),
            })
        }))
    }),
};

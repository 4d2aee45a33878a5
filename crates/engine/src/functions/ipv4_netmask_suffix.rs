use super::def::*;
use crate::text::ip::V4;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "ipv4_netmask_suffix",
    aliases: &[],
    family: Family::Ip,
    summary: "Tells the prefix of an IPv4 address.",
    params: &[required("ip", STRING, "The address.")],
    returns: Returns::Is(Type::Long),
    notes: "32 where it has none. A text that is no address gives null.",
    examples: &[example!("ipv4_netmask_suffix('10.1.2.3/16')" => "16")],
    cases: &[
        example!("ipv4_netmask_suffix('10.1.2.3')" => "32"),
        example!("ipv4_netmask_suffix('x')" => "null"),
    ],
    body: Body::Rows(|args| {
        V4::parse(args[0].as_str()).map_or(Value::Null, |ip| Value::Long(ip.prefix.into()))
    }),
};

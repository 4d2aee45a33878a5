use super::def::*;
use crate::text::ip::{V4, octets, text4};
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "ipv4_range_to_cidr_list",
    aliases: &[],
    family: Family::Ip,
    summary: "Covers the IPv4 addresses from one to another with networks.",
    params: &[
        required("start_ip", STRING, "The first address."),
        required("end_ip", STRING, "The last address."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "A text that is no address gives null.",
    examples: &[
        example!("ipv4_range_to_cidr_list('1.1.128.0', '1.1.140.255')" => r#"["1.1.128.0/21","1.1.136.0/22","1.1.140.0/24"]"#),
    ],
    cases: &[
        example!("ipv4_range_to_cidr_list('1.1.1.1', '1.1.1.1')" => r#"["1.1.1.1/32"]"#),
        example!("ipv4_range_to_cidr_list('0.0.0.0', '255.255.255.255')" => r#"["0.0.0.0/0"]"#),
        example!("ipv4_range_to_cidr_list('1.1.1.2', '1.1.1.1')" => "[]"),
    ],
    body: Body::Rows(
        |args| match (octets(args[0].as_str()), octets(args[1].as_str())) {
            (Some(start), Some(end)) => Value::Dynamic(
                networks(start, end)
                    .into_iter()
                    .map(|net| Json::String(format!("{}/{}", text4(net.address), net.prefix)))
                    .collect(),
            ),
            _ => Value::Null,
        },
    ),
};

/// The fewest networks, in order, that hold these addresses and no other.
fn networks(start: u32, end: u32) -> Vec<V4> {
    let mut all = Vec::new();
    let mut next = u64::from(start);
    while next <= u64::from(end) {
        let left = u64::from(end) - next + 1;
        // As big as its first address and what is left allow.
        let aligned = (next as u32).trailing_zeros();
        let bits = aligned.min(left.ilog2());
        all.push(V4 {
            address: next as u32,
            prefix: 32 - bits,
        });
        next += 1 << bits;
    }
    all
}

use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "geo_info_from_ip_address",
    aliases: &[],
    family: Family::Ip,
    summary: "Gives the place of an IP address.",
    params: &[required("ip", STRING, "The address.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Differs from Kusto: there is no database of addresses. A query that calls it can be checked, and it ends with an error at the first row that has an address; a watchlist with `ipv4_lookup` does the same.",
    examples: &[example!("geo_info_from_ip_address('')" => "null")],
    cases: &[],
    body: Body::Unanswered("there is no database of addresses"),
};

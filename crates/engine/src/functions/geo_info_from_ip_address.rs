use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "geo_info_from_ip_address",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Tells where an address is: a bag of `country`, `state`, `city`, `latitude` and `longitude`.",
    params: &[required("IpAddress", STRING, "An address of IPv4 or IPv6.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Reads a database in MaxMind's format, such as GeoLite2-City: the first `.mmdb` file in the folder of watchlists. Without one, a query ends at the first row that has an address.\nGives null for what is no address, and for an address that the database does not know; a bag has only the keys that are known.",
    examples: &[example!("geo_info_from_ip_address('')" => "null")],
    cases: &[],
    body: Body::Unanswered("no database of addresses (`.mmdb`) lies in the folder of watchlists"),
};

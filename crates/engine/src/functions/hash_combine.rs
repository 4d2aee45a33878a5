use super::def::*;
use crate::text::hash::combine;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "hash_combine",
    aliases: &[],
    family: Family::Hash,
    summary: "Makes one hash of several.",
    params: &[repeated("source", LONG, "A hash.")],
    returns: Returns::Is(Type::Long),
    notes: "Differs from Kusto: the number is another one, because how Kusto combines is not published. Equal arguments give equal numbers.",
    examples: &[example!("hash_combine(1, 2) == hash_combine(1, 2)" => "true")],
    cases: &[example!("hash_combine(1, 2) == hash_combine(2, 1)" => "false")],
    body: Body::Rows(|args| {
        let hashes = args.iter().map(|a| a.as_i64().unwrap_or(0) as u64);
        Value::Long(combine(hashes) as i64)
    }),
};

use super::def::*;
use crate::text::hash::{combine, xxhash64};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "hash_many",
    aliases: &[],
    family: Family::Hash,
    summary: "Computes one hash of several values.",
    params: &[repeated("source", Takes::Any, "A value.")],
    returns: Returns::Is(Type::Long),
    notes: "Differs from Kusto: the number is another one, because how Kusto combines is not published. Equal arguments give equal numbers.",
    examples: &[example!("hash_many('a', 1) == hash_combine(hash('a'), hash(1))" => "true")],
    cases: &[example!("hash_many('a', 'b') == hash_many('b', 'a')" => "false")],
    body: Body::Rows(|args| Value::Long(combine(args.iter().map(xxhash64)) as i64)),
};

use super::def::*;
use crate::compute::gather::shape;
use crate::functions::def::{DYNAMIC, Returns, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "buildschema",
    aliases: &[],
    summary: "Gives the smallest schema that all dynamic values fit.",
    params: &[required("expr", DYNAMIC, "The values.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("schema"),
    notes: "The items of an array stand under the key `` `indexer` ``. Null for a group without values.",
    examples: &[
        example!("datatable(d:dynamic)[dynamic({'a': 1}), dynamic({'a': 'x'})] | summarize s = buildschema(d) | project tostring(s)" => "{\"a\":[\"long\",\"string\"]}"),
    ],
    cases: &[],
    body: |site| Ok(shape::make(site.types)),
};

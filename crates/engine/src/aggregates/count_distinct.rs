use super::def::*;
use crate::compute::gather::set;
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "count_distinct",
    aliases: &[],
    summary: "Counts the distinct values of the group.",
    params: &[required("expr", Takes::Plain, "The values to count.")],
    returns: Gives::One(Returns::Is(Type::Long)),
    naming: Naming::Prefix("count_distinct"),
    notes: "Exact, so it holds every value in memory. Nulls do not count.",
    examples: &[
        example!("datatable(x:string)[\"a\", \"b\", \"a\"] | summarize count_distinct(x)" => "2"),
    ],
    cases: &[example!("datatable(x:long)[1, long(null), 1] | summarize count_distinct(x)" => "1")],
    body: |site| Ok(set::count(site.types)),
};

use super::def::*;
use crate::compute::gather::{distinct, whole};
use crate::compute::hll;
use crate::functions::def::{Returns, Takes, example, optional, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "hll",
    aliases: &[],
    summary: "Gathers a sketch from which distinct values are counted later.",
    params: &[
        required("expr", Takes::Any, "The values to count."),
        optional(
            "accuracy",
            Takes::Whole,
            "From 0 to 4, as for `dcount`; 1 by default.",
        ),
    ],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("hll"),
    notes: "Differs from Kusto: the inside of a sketch is vigie's own, and no other engine reads it.",
    examples: &[
        example!("datatable(x:string)[\"a\", \"b\", \"a\"] | summarize h = hll(x) | project dcount_hll(h)" => "2"),
    ],
    cases: &[],
    body: |site| {
        let accuracy = hll::accuracy(whole(site, 1, "accuracy")?)?;
        Ok(distinct::sketch(site.types, accuracy))
    },
};

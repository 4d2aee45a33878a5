use super::def::*;
use crate::compute::gather::{distinct, when, whole};
use crate::compute::hll;
use crate::functions::def::{BOOL, Returns, Takes, example, optional, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "hll_if",
    aliases: &[],
    summary: "Gathers a sketch from which distinct values are counted later, where a predicate holds.",
    params: &[
        required("expr", Takes::Any, "The values to count."),
        required("predicate", BOOL, "The rows that count."),
        optional(
            "accuracy",
            Takes::Whole,
            "From 0 to 4, as for `dcount`; 1 by default.",
        ),
    ],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("hll_if"),
    notes: "Differs from Kusto: the inside of a sketch is vigie's own, and no other engine reads it.",
    examples: &[
        example!("datatable(x:string, ok:bool)[\"a\", true, \"b\", false] | summarize h = hll_if(x, ok) | project dcount_hll(h)" => "1"),
    ],
    cases: &[],
    body: |site| {
        let accuracy = hll::accuracy(whole(site, 2, "accuracy")?)?;
        Ok(when(1, distinct::sketch(site.types, accuracy)))
    },
};

use super::def::*;
use crate::compute::gather::{set, when};
use crate::functions::def::{BOOL, Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "count_distinctif",
    aliases: &[],
    summary: "Counts the distinct values of the rows where a predicate holds.",
    params: &[
        required("expr", Takes::Plain, "The values to count."),
        required("predicate", BOOL, "The rows that count."),
    ],
    returns: Gives::One(Returns::Is(Type::Long)),
    naming: Naming::Prefix("count_distinctif"),
    notes: "Exact, so it holds every value in memory. Nulls do not count.",
    examples: &[
        example!("datatable(x:long, ok:bool)[1, true, 2, false, 3, true] | summarize count_distinctif(x, ok)" => "2"),
    ],
    cases: &[],
    body: |site| Ok(when(1, set::count(site.types))),
};

use super::def::*;
use crate::compute::gather::{distinct, when, whole};
use crate::compute::hll;
use crate::functions::def::{BOOL, Returns, Takes, example, optional, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "dcountif",
    aliases: &[],
    summary: "Estimates how many distinct values the rows have where a predicate holds.",
    params: &[
        required("expr", Takes::Any, "The values to count."),
        required("predicate", BOOL, "The rows that count."),
        optional(
            "accuracy",
            Takes::Whole,
            "From 0 (an error of 1.6 percent) to 4 (0.2 percent); 1 (0.8 percent) by default.",
        ),
    ],
    returns: Gives::One(Returns::Is(Type::Long)),
    naming: Naming::Prefix("dcountif"),
    notes: "Exact for up to a quarter as many values as the estimate has registers (4,096 at the default accuracy), then HyperLogLog. Nulls do not count.",
    examples: &[
        example!("datatable(x:long, ok:bool)[1, true, 2, false, 3, true] | summarize dcountif(x, ok)" => "2"),
    ],
    cases: &[],
    body: |site| {
        let accuracy = hll::accuracy(whole(site, 2, "accuracy")?)?;
        Ok(when(1, distinct::count(site.types, accuracy)))
    },
};

use super::def::*;
use crate::compute::gather::{distinct, whole};
use crate::compute::hll;
use crate::functions::def::{Returns, Takes, example, optional, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "dcount",
    aliases: &[],
    summary: "Estimates how many distinct values the group has.",
    params: &[
        required("expr", Takes::Any, "The values to count."),
        optional(
            "accuracy",
            Takes::Whole,
            "From 0 (an error of 1.6 percent) to 4 (0.2 percent); 1 (0.8 percent) by default.",
        ),
    ],
    returns: Gives::One(Returns::Is(Type::Long)),
    naming: Naming::Prefix("dcount"),
    notes: "Exact for up to a quarter as many values as the estimate has registers (4,096 at the default accuracy), then HyperLogLog. Nulls do not count.",
    examples: &[example!("datatable(x:string)[\"a\", \"b\", \"a\"] | summarize dcount(x)" => "2")],
    cases: &[
        example!("datatable(x:long)[1, long(null), 1] | summarize dcount(x)" => "1"),
        example!("datatable(x:string)[\"\", \"a\"] | summarize dcount(x, 4)" => "2"),
        example!("range x from 1 to 4096 step 1 | summarize dcount(x)" => "4096"),
        example!("range x from 1 to 100000 step 1 | summarize d = dcount(x) | project d between (99200 .. 100800)" => "true"),
        example!("range x from 1 to 100000 step 1 | summarize d = dcount(x, 0) | project d between (98400 .. 101600)" => "true"),
    ],
    body: |site| {
        let accuracy = hll::accuracy(whole(site, 1, "accuracy")?)?;
        Ok(distinct::count(site.types, accuracy))
    },
};

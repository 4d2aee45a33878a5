use super::def::*;
use crate::compute::gather::sum;
use crate::functions::def::{Returns, Takes, example, required};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "sum",
    aliases: &[],
    summary: "Adds up the values of the group.",
    params: &[required("expr", Takes::Summable, "The values to add up.")],
    returns: Gives::One(Returns::By(sum::gives)),
    naming: Naming::Prefix("sum"),
    notes: "Nulls do not count; the sum of nothing is 0. An int is summed as long.",
    examples: &[
        example!("datatable(k:string, x:long)[\"a\", 1, \"a\", 2, \"b\", 3] | summarize sum(x)" => "6"),
    ],
    cases: &[
        example!("datatable(x:long)[] | summarize sum(x)" => "0"),
        example!("datatable(x:int)[1, int(null), 3] | summarize sum(x)" => "4"),
        example!("datatable(x:real)[1.5, 2.5] | summarize sum(x)" => "4.0"),
        example!("datatable(x:timespan)[1d, 2h] | summarize sum(x)" => "1.02:00:00"),
        example!("datatable(x:decimal)[decimal(1.5), decimal(2)] | summarize sum(x)" => "3.5"),
    ],
    body: |site| Ok(sum::make(site.types)),
};

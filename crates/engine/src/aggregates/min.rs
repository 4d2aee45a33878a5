use std::cmp::Ordering;

use super::def::*;
use crate::compute::gather::extreme;
use crate::functions::def::{Returns, Takes, example, required};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "min",
    aliases: &[],
    summary: "Gives the least value of the group.",
    params: &[required("expr", Takes::Ordered, "The values to compare.")],
    returns: Gives::One(Returns::Same(0)),
    naming: Naming::Prefix("min"),
    notes: "Nulls do not count; without any value the result is null. A NaN is the result wherever there is one.",
    examples: &[
        example!("datatable(k:string, x:long)[\"a\", 1, \"a\", 2, \"b\", 3] | summarize min(x)" => "1"),
    ],
    cases: &[
        example!("datatable(x:long)[] | summarize min(x)" => "null"),
        example!("datatable(k:string, x:long)[\"a\", 1, \"a\", 2, \"b\", 3] | summarize min(k)" => "a"),
        example!("datatable(x:real)[1.0, real(nan), 2.0] | summarize min(x)" => "NaN"),
        example!("datatable(x:long)[long(null), 5] | summarize min(x)" => "5"),
        example!("datatable(t:datetime)[datetime(2024-01-01)] | summarize min(t)" => "2024-01-01T00:00:00.0000000Z"),
    ],
    body: |site| Ok(extreme::make(site.types, Ordering::Less)),
};

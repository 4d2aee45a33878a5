use super::def::*;
use crate::compute::gather::moments::Moment;
use crate::compute::gather::{moments, when};
use crate::functions::def::{BOOL, Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "stdevif",
    aliases: &[],
    summary: "Gives the standard deviation of the values as a sample, where a predicate holds.",
    params: &[
        required("expr", Takes::Summable, "The values."),
        required("predicate", BOOL, "The rows that count."),
    ],
    returns: Gives::One(Returns::Is(Type::Real)),
    naming: Naming::Prefix("stdevif"),
    notes: "The root of a variance that is rounded to ten digits behind the point, as in Kusto. One row, or none, gives 0.",
    examples: &[
        example!("datatable(x:long, ok:bool)[1, true, 2, false, 3, true] | summarize round(stdevif(x, ok), 10)" => "1.4142135624"),
    ],
    cases: &[],
    body: |_| {
        Ok(when(
            1,
            moments::variance(Moment {
                sample: true,
                deviation: true,
            }),
        ))
    },
};

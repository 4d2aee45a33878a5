use super::def::*;
use crate::compute::gather::moments::Moment;
use crate::compute::gather::{moments, when};
use crate::functions::def::{BOOL, Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "variancepif",
    aliases: &[],
    summary: "Gives the variance of the values as a whole population, where a predicate holds.",
    params: &[
        required("expr", Takes::Summable, "The values."),
        required("predicate", BOOL, "The rows that count."),
    ],
    returns: Gives::One(Returns::Is(Type::Real)),
    naming: Naming::Prefix("variancepif"),
    notes: "Rounded to ten digits behind the point, as Kusto does. One row, or none, gives 0.",
    examples: &[
        example!("datatable(x:long, ok:bool)[1, true, 2, false, 3, true] | summarize variancepif(x, ok)" => "1.0"),
    ],
    cases: &[],
    body: |_| {
        Ok(when(
            1,
            moments::variance(Moment {
                sample: false,
                deviation: false,
            }),
        ))
    },
};

use super::def::*;
use crate::compute::gather::moments;
use crate::compute::gather::moments::Moment;
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "variance",
    aliases: &[],
    summary: "Gives the variance of the values as a sample.",
    params: &[required("expr", Takes::Summable, "The values.")],
    returns: Gives::One(Returns::Is(Type::Real)),
    naming: Naming::Prefix("variance"),
    notes: "Rounded to ten digits behind the point, as Kusto does. One row, or none, gives 0.",
    examples: &[example!("datatable(x:long)[1, 2, 3, 4, 5] | summarize variance(x)" => "2.5")],
    cases: &[
        example!("datatable(x:long)[7] | summarize variance(x)" => "0"),
        example!("datatable(x:long)[] | summarize variance(x)" => "0"),
    ],
    body: |_| {
        Ok(moments::variance(Moment {
            sample: true,
            deviation: false,
        }))
    },
};

use super::def::*;
use crate::compute::gather::moments;
use crate::compute::gather::moments::Moment;
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "stdev",
    aliases: &[],
    summary: "Gives the standard deviation of the values as a sample.",
    params: &[required("expr", Takes::Summable, "The values.")],
    returns: Gives::One(Returns::Is(Type::Real)),
    naming: Naming::Prefix("stdev"),
    notes: "The root of a variance that is rounded to ten digits behind the point, as in Kusto. One row, or none, gives 0.",
    examples: &[
        example!("datatable(x:long)[1, 2, 3, 4, 5] | summarize stdev(x)" => "1.5811388300841898"),
    ],
    cases: &[
        example!("datatable(x:long)[7] | summarize stdev(x)" => "0"),
        example!("datatable(x:long)[] | summarize stdev(x)" => "0"),
    ],
    body: |_| {
        Ok(moments::variance(Moment {
            sample: true,
            deviation: true,
        }))
    },
};

use super::def::*;
use crate::compute::gather::mean;
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "avg",
    aliases: &[],
    summary: "Averages the values of the group.",
    params: &[required(
        "expr",
        Takes::OneOf(&[
            Type::Real,
            Type::Long,
            Type::Int,
            Type::Decimal,
            Type::Timespan,
            Type::Datetime,
        ]),
        "The values to average.",
    )],
    returns: Gives::One(Returns::By(mean::gives)),
    naming: Naming::Prefix("avg"),
    notes: "Nulls do not count. The average of no numbers is NaN, that of no times is null.",
    examples: &[
        example!("datatable(k:string, x:long)[\"a\", 1, \"a\", 2, \"b\", 3] | summarize avg(x)" => "2.0"),
    ],
    cases: &[
        example!("datatable(x:long)[] | summarize avg(x)" => "NaN"),
        example!("datatable(x:timespan)[1h, 3h] | summarize avg(x)" => "02:00:00"),
        example!("datatable(x:timespan)[] | summarize avg(x)" => "null"),
        example!("datatable(x:decimal)[decimal(1), decimal(2)] | summarize avg(x)" => "1.5"),
        example!("datatable(x:long)[1, long(null), 3] | summarize avg(x)" => "2.0"),
        example!("datatable(t:datetime)[datetime(2024-01-01), datetime(2024-01-03)] | summarize avg(t)" => "2024-01-02T00:00:00.0000000Z"),
    ],
    body: |site| Ok(mean::make(site.types)),
};

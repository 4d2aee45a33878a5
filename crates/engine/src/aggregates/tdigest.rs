use super::def::*;
use crate::compute::gather::digest;
use crate::functions::def::{Returns, Takes, example, optional, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "tdigest",
    aliases: &[],
    summary: "Gathers values from which percentiles and ranks are read later.",
    params: &[
        required(
            "expr",
            Takes::OneOf(&[
                Type::Long,
                Type::Int,
                Type::Real,
                Type::Decimal,
                Type::Timespan,
                Type::Datetime,
            ]),
            "The values.",
        ),
        optional(
            "weight",
            Takes::Whole,
            "How many times the value counts; 1 by default.",
        ),
    ],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("tdigest"),
    notes: "Differs from Kusto: all distinct values are kept, none are merged, and no other engine reads it.",
    examples: &[
        example!("range x from 1 to 10 step 1 | summarize t = tdigest(x) | project percentile_tdigest(t, 50)" => "5"),
    ],
    cases: &[],
    body: |site| Ok(digest::make(site.types)),
};

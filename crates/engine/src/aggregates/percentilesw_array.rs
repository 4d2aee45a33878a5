use super::def::*;
use crate::compute::gather::percentile;
use crate::compute::gather::percentile::Asked;
use crate::functions::def::{Returns, Takes, example, repeated, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "percentilesw_array",
    aliases: &[],
    summary: "Gives the values below which percentages of the weighted values lie, in one array.",
    params: &[
        required("expr", Takes::Any, "The values."),
        required("weight", Takes::Whole, "How many times the value counts."),
        repeated(
            "percentile",
            Takes::Any,
            "Constants from 0 to 100, or one array of them.",
        ),
    ],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("percentiles"),
    notes: "Exact, by the nearest rank: the smallest value that so many percent of the values are not above. An int gives long, a decimal real.\nDiffers from Kusto, which estimates by t-digest.",
    examples: &[
        example!("datatable(n:long, x:long)[8, 10, 6, 20, 3, 30, 1, 40] | summarize percentilesw_array(x, n, 50, 75, 99.9)" => "[20,20,40]"),
    ],
    cases: &[],
    body: |site| {
        let asked = Asked::of(site, 2, Some(1), true)?;
        Ok(percentile::make(site.types, asked))
    },
};

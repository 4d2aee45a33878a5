use super::def::*;
use crate::compute::gather::percentile;
use crate::compute::gather::percentile::Asked;
use crate::functions::def::{Returns, Takes, example, repeated, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "percentiles_array",
    aliases: &[],
    summary: "Gives the values below which percentages of the values lie, in one array.",
    params: &[
        required("expr", Takes::Any, "The values."),
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
        example!("range x from 1 to 100 step 1 | summarize percentiles_array(x, 5, 50)" => "[5,50]"),
    ],
    cases: &[
        example!("range x from 1 to 100 step 1 | summarize percentiles_array(x, dynamic([5, 50]))" => "[5,50]"),
    ],
    body: |site| {
        let asked = Asked::of(site, 1, None, true)?;
        Ok(percentile::make(site.types, asked))
    },
};

use super::def::*;
use crate::compute::gather::percentile;
use crate::compute::gather::percentile::Asked;
use crate::functions::def::{Returns, Takes, example, repeated, required};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "percentiles",
    aliases: &[],
    summary: "Gives the values below which percentages of the values lie, a column each.",
    params: &[
        required("expr", Takes::Any, "The values."),
        repeated("percentile", Takes::Any, "A constant from 0 to 100."),
    ],
    returns: Gives::Each(1, Returns::By(percentile::gives)),
    naming: Naming::PrefixAndConstant("percentile"),
    notes: "Exact, by the nearest rank: the smallest value that so many percent of the values are not above. An int gives long, a decimal real.\nDiffers from Kusto, which estimates by t-digest.",
    examples: &[
        example!("range x from 1 to 100 step 1 | summarize percentiles(x, 5, 50) | project percentile_x_50" => "50"),
    ],
    cases: &[],
    body: |site| {
        let asked = Asked::of(site, 1, None, false)?;
        Ok(percentile::make(site.types, asked))
    },
};

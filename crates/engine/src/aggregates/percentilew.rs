use super::def::*;
use crate::compute::gather::percentile;
use crate::compute::gather::percentile::Asked;
use crate::functions::def::{Returns, Takes, example, required};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "percentilew",
    aliases: &[],
    summary: "Gives the value below which a percentage of the values lie, each counted by its weight.",
    params: &[
        required("expr", Takes::Any, "The values."),
        required("weight", Takes::Whole, "How many times the value counts."),
        required("percentile", Takes::Any, "A constant from 0 to 100."),
    ],
    returns: Gives::Each(2, Returns::By(percentile::gives)),
    naming: Naming::PrefixAndConstant("percentile"),
    notes: "Exact, by the nearest rank: the smallest value that so many percent of the values are not above. An int gives long, a decimal real.\nDiffers from Kusto, which estimates by t-digest.",
    examples: &[
        example!("datatable(n:long, x:long)[8, 10, 6, 20, 3, 30, 1, 40] | summarize percentilew(x, n, 50)" => "20"),
    ],
    cases: &[],
    body: |site| {
        let asked = Asked::of(site, 2, Some(1), false)?;
        Ok(percentile::make(site.types, asked))
    },
};

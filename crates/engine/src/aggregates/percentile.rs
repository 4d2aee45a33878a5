use super::def::*;
use crate::compute::gather::percentile;
use crate::compute::gather::percentile::Asked;
use crate::functions::def::{Returns, Takes, example, required};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "percentile",
    aliases: &[],
    summary: "Gives the value below which a percentage of the values lie.",
    params: &[
        required("expr", Takes::Any, "The values."),
        required("percentile", Takes::Any, "A constant from 0 to 100."),
    ],
    returns: Gives::Each(1, Returns::By(percentile::gives)),
    naming: Naming::PrefixAndConstant("percentile"),
    notes: "Exact, by the nearest rank: the smallest value that so many percent of the values are not above. An int gives long, a decimal real.\nDiffers from Kusto, which estimates by t-digest.",
    examples: &[example!("range x from 1 to 100 step 1 | summarize percentile(x, 95)" => "95")],
    cases: &[
        example!("range x from 1 to 100 step 1 | summarize percentile(x, 0)" => "1"),
        example!("range x from 1 to 100 step 1 | summarize percentile(x, 100)" => "100"),
        example!("range x from 1 to 100 step 1 | summarize percentile(x, 99.9)" => "100"),
        example!("datatable(x:long)[] | summarize percentile(x, 50)" => "null"),
        example!("datatable(x:timespan)[1h, 2h, 3h] | summarize percentile(x, 50)" => "02:00:00"),
        example!("datatable(x:real)[1.0, 2.0] | summarize percentile(x, 50)" => "1.0"),
        example!("datatable(x:string)[\"b\", \"a\"] | summarize percentile(x, 50)" => "a"),
    ],
    body: |site| {
        let asked = Asked::of(site, 1, None, false)?;
        Ok(percentile::make(site.types, asked))
    },
};

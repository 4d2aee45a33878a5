use super::def::*;
use crate::compute::gather::digest;
use crate::functions::def::{DYNAMIC, Returns, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "tdigest_merge",
    aliases: &["merge_tdigest"],
    summary: "Joins what `tdigest` gathered.",
    params: &[required("tdigest", DYNAMIC, "What was gathered.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("merge_tdigests"),
    notes: "",
    examples: &[
        example!("datatable(g:long, x:long)[1, 5, 2, 7] | summarize t = tdigest(x) by g | summarize m = tdigest_merge(t) | project percentile_tdigest(m, 100)" => "7"),
    ],
    cases: &[],
    body: |_| Ok(digest::merge()),
};

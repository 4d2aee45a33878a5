use super::def::*;
use crate::compute::gather::distinct;
use crate::functions::def::{DYNAMIC, Returns, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "hll_merge",
    aliases: &[],
    summary: "Joins the sketches that `hll` gathered.",
    params: &[required("hll", DYNAMIC, "The sketches.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("hll_merge"),
    notes: "",
    examples: &[
        example!("datatable(g:long, x:string)[1, \"a\", 2, \"b\", 2, \"a\"] | summarize h = hll(x) by g | summarize m = hll_merge(h) | project dcount_hll(m)" => "2"),
    ],
    cases: &[],
    body: |_| Ok(distinct::merge()),
};

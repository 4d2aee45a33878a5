use super::def::*;
use crate::compute::gather::{chosen, when};
use crate::functions::def::{BOOL, Returns, Takes, example, required};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "anyif",
    aliases: &[],
    summary: "Gives a value of one of the rows where a predicate holds, under the column name of old.",
    params: &[
        required("expr", Takes::Any, "The value."),
        required("predicate", BOOL, "The rows that count."),
    ],
    returns: Gives::One(Returns::Same(0)),
    naming: Naming::Prefix("anyif"),
    notes: "The older form of `take_anyif`.",
    examples: &[
        example!("datatable(x:long, ok:bool)[1, true, 2, false, 3, true] | summarize anyif(x, x > 1)" => "2"),
    ],
    cases: &[],
    body: |site| Ok(when(1, chosen::any_value(site.types))),
};

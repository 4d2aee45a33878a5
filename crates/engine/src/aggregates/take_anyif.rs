use super::def::*;
use crate::compute::gather::{chosen, when};
use crate::functions::def::{BOOL, Returns, Takes, example, required};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "take_anyif",
    aliases: &[],
    summary: "Gives a value of one of the rows where a predicate holds.",
    params: &[
        required("expr", Takes::Any, "The value."),
        required("predicate", BOOL, "The rows that count."),
    ],
    returns: Gives::One(Returns::Same(0)),
    naming: Naming::First,
    notes: "Kusto takes any row; here it is the first. Of a single expression it is the first value that is neither null nor empty.",
    examples: &[
        example!("datatable(x:long, ok:bool)[1, true, 2, false, 3, true] | summarize take_anyif(x, x > 1)" => "2"),
    ],
    cases: &[],
    body: |site| Ok(when(1, chosen::any_value(site.types))),
};

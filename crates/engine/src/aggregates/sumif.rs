use super::def::*;
use crate::compute::gather::{sum, when};
use crate::functions::def::{BOOL, Returns, Takes, example, required};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "sumif",
    aliases: &[],
    summary: "Adds up the values of the rows where a predicate holds.",
    params: &[
        required("expr", Takes::Summable, "The values to add up."),
        required("predicate", BOOL, "The rows that count."),
    ],
    returns: Gives::One(Returns::By(sum::gives)),
    naming: Naming::Prefix("sumif"),
    notes: "",
    examples: &[
        example!("datatable(x:long, ok:bool)[1, true, 2, false, 3, true] | summarize sumif(x, ok)" => "4"),
    ],
    cases: &[
        example!("datatable(x:long, ok:bool)[1, true, 2, false, 3, true] | summarize sumif(x, x > 9)" => "0"),
    ],
    body: |site| Ok(when(1, sum::make(site.types))),
};

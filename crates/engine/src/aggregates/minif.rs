use std::cmp::Ordering;

use super::def::*;
use crate::compute::gather::{extreme, when};
use crate::functions::def::{BOOL, Returns, Takes, example, required};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "minif",
    aliases: &[],
    summary: "Gives the least value of the rows where a predicate holds.",
    params: &[
        required("expr", Takes::Ordered, "The values to compare."),
        required("predicate", BOOL, "The rows that count."),
    ],
    returns: Gives::One(Returns::Same(0)),
    naming: Naming::Prefix("minif"),
    notes: "",
    examples: &[
        example!("datatable(x:long, ok:bool)[1, true, 2, false, 3, true] | summarize minif(x, ok)" => "1"),
    ],
    cases: &[],
    body: |site| Ok(when(1, extreme::make(site.types, Ordering::Less))),
};

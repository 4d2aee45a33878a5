use super::def::*;
use crate::compute::gather::{most, set, when};
use crate::compute::json;
use crate::functions::def::{BOOL, Returns, Takes, example, optional, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "make_set_if",
    aliases: &[],
    summary: "Gathers the distinct values of the rows where a predicate holds.",
    params: &[
        required("expr", Takes::Any, "The values to gather."),
        required("predicate", BOOL, "The rows that count."),
        optional(
            "maxSize",
            Takes::Whole,
            "The most elements; 1,048,576 by default.",
        ),
    ],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("set"),
    notes: "Nulls are left out, but a null of type dynamic stays. The elements of arrays count one by one.",
    examples: &[
        example!("datatable(x:long, ok:bool)[1, true, 2, false, 3, true] | summarize make_set_if(x, ok)" => "[1,3]"),
    ],
    cases: &[],
    body: |site| {
        let most = most(site, 2, json::MOST)?;
        Ok(when(1, set::make(site.types, most)))
    },
};

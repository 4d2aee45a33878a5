use super::def::*;
use crate::compute::gather::{bag, most, when};
use crate::compute::json;
use crate::functions::def::{BOOL, DYNAMIC, Returns, Takes, example, optional, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "make_bag_if",
    aliases: &[],
    summary: "Joins the bags of the rows where a predicate holds.",
    params: &[
        required("expr", DYNAMIC, "The bags to join."),
        required("predicate", BOOL, "The rows that count."),
        optional(
            "maxSize",
            Takes::Whole,
            "The most elements; 1,048,576 by default.",
        ),
    ],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("bag"),
    notes: "What is no bag is left out. The first value of a key stays.",
    examples: &[
        example!("datatable(d:dynamic)[dynamic({\"a\":1}), dynamic({\"a\":2, \"b\":3})] | summarize make_bag_if(d, d.a == 2)" => "{\"a\":2,\"b\":3}"),
    ],
    cases: &[],
    body: |site| {
        let most = most(site, 2, json::MOST)?;
        Ok(when(1, bag::make(most)))
    },
};

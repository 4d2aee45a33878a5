use super::def::*;
use crate::compute::gather::{bag, most};
use crate::compute::json;
use crate::functions::def::{DYNAMIC, Returns, Takes, example, optional, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "make_bag",
    aliases: &[],
    summary: "Joins the bags of the group into one.",
    params: &[
        required("expr", DYNAMIC, "The bags to join."),
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
        example!("datatable(d:dynamic)[dynamic({\"a\":1}), dynamic({\"a\":2, \"b\":3})] | summarize make_bag(d)" => "{\"a\":1,\"b\":3}"),
    ],
    cases: &[
        example!("datatable(d:dynamic)[dynamic(null), dynamic([1])] | summarize make_bag(d)" => "{}"),
        example!("datatable(d:dynamic)[dynamic({\"a\":1}), dynamic({\"a\":2, \"b\":3})] | summarize make_bag(d, 1)" => "{\"a\":1}"),
    ],
    body: |site| Ok(bag::make(most(site, 1, json::MOST)?)),
};

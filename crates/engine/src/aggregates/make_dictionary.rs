use super::def::*;
use crate::compute::gather::{bag, most};
use crate::compute::json;
use crate::functions::def::{DYNAMIC, Returns, Takes, example, optional, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "make_dictionary",
    aliases: &[],
    summary: "Joins the bags of the group into one, under the name of old.",
    params: &[
        required("expr", DYNAMIC, "The bags to join."),
        optional(
            "maxSize",
            Takes::Whole,
            "The most elements; 1,048,576 by default.",
        ),
    ],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("dictionary"),
    notes: "The older form of `make_bag`.",
    examples: &[
        example!("datatable(d:dynamic)[dynamic({\"a\":1}), dynamic({\"a\":2, \"b\":3})] | summarize make_dictionary(d)" => "{\"a\":1,\"b\":3}"),
    ],
    cases: &[],
    body: |site| Ok(bag::make(most(site, 1, json::MOST)?)),
};

use super::def::*;
use crate::compute::gather::list;
use crate::compute::json;
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "make_list_with_nulls",
    aliases: &[],
    summary: "Lists the values of the group, nulls too.",
    params: &[required("expr", Takes::Any, "The values to list.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("list"),
    notes: "",
    examples: &[
        example!("datatable(x:long)[1, long(null), 2] | summarize make_list_with_nulls(x)" => "[1,null,2]"),
    ],
    cases: &[],
    body: |site| Ok(list::make(site.types, json::MOST, true)),
};

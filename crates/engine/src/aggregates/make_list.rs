use super::def::*;
use crate::compute::gather::{list, most};
use crate::compute::json;
use crate::functions::def::{Returns, Takes, example, optional, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "make_list",
    aliases: &[],
    summary: "Lists the values of the group in the order of the rows.",
    params: &[
        required("expr", Takes::Any, "The values to list."),
        optional(
            "maxSize",
            Takes::Whole,
            "The most elements; 1,048,576 by default.",
        ),
    ],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("list"),
    notes: "Nulls are left out, but a null of type dynamic stays. The elements of arrays count one by one.",
    examples: &[
        example!("datatable(x:string)[\"b\", \"a\", \"b\"] | summarize make_list(x)" => "[\"b\",\"a\",\"b\"]"),
    ],
    cases: &[
        example!("datatable(x:long)[] | summarize make_list(x)" => "[]"),
        example!("datatable(x:long)[1, long(null), 2] | summarize make_list(x)" => "[1,2]"),
        example!("datatable(x:long)[1, 2, 3] | summarize make_list(x, 2)" => "[1,2]"),
        example!("datatable(x:string)[\"\", \"a\"] | summarize make_list(x)" => "[\"\",\"a\"]"),
        example!("datatable(x:dynamic)[dynamic([1, 2]), dynamic({\"a\":1}), dynamic(null)] | summarize make_list(x)" => "[1,2,{\"a\":1},null]"),
        example!("datatable(x:timespan)[1d] | summarize make_list(x)" => "[\"1.00:00:00\"]"),
        example!("datatable(x:bool)[true, bool(null)] | summarize make_list(x)" => "[true]"),
    ],
    body: |site| Ok(list::make(site.types, most(site, 1, json::MOST)?, false)),
};

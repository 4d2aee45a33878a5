use super::def::*;
use crate::compute::gather::{most, set};
use crate::compute::json;
use crate::functions::def::{Returns, Takes, example, optional, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "make_set",
    aliases: &[],
    summary: "Gathers the distinct values of the group in the order in which they come.",
    params: &[
        required("expr", Takes::Any, "The values to gather."),
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
        example!("datatable(x:string)[\"b\", \"a\", \"b\"] | summarize make_set(x)" => "[\"b\",\"a\"]"),
    ],
    cases: &[
        example!("datatable(x:long)[] | summarize make_set(x)" => "[]"),
        example!("datatable(x:long)[2, long(null), 1, 2] | summarize make_set(x)" => "[2,1]"),
        example!("datatable(x:long)[3, 3, 2, 1] | summarize make_set(x, 2)" => "[3,2]"),
        example!("datatable(x:dynamic)[dynamic([\"A1\", \"A2\"]), dynamic([\"A2\", \"C1\"])] | summarize make_set(x)" => "[\"A1\",\"A2\",\"C1\"]"),
        example!("datatable(x:bool)[true, false, true] | summarize make_set(x)" => "[true,false]"),
        example!("datatable(x:real)[0.5, 0.5] | summarize make_set(x)" => "[0.5]"),
    ],
    body: |site| Ok(set::make(site.types, most(site, 1, json::MOST)?)),
};

use super::def::*;
use crate::compute::gather::{list, most};
use crate::functions::def::{Returns, Takes, example, optional, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "makelist",
    aliases: &[],
    summary: "Lists the values of the group in the order of the rows, under the name of old.",
    params: &[
        required("expr", Takes::Any, "The values to list."),
        optional(
            "maxSize",
            Takes::Whole,
            "The most elements; 128 by default.",
        ),
    ],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("list"),
    notes: "The older form of `make_list`, which takes fewer elements by default.",
    examples: &[
        example!("datatable(x:string)[\"b\", \"a\", \"b\"] | summarize makelist(x)" => "[\"b\",\"a\",\"b\"]"),
    ],
    cases: &[
        example!("range x from 1 to 200 step 1 | summarize l = makelist(x) | project array_length(l)" => "128"),
    ],
    body: |site| Ok(list::make(site.types, most(site, 1, 128)?, false)),
};

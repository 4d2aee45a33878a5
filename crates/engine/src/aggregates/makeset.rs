use super::def::*;
use crate::compute::gather::{most, set};
use crate::functions::def::{Returns, Takes, example, optional, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "makeset",
    aliases: &[],
    summary: "Gathers the distinct values of the group, under the name of old.",
    params: &[
        required("expr", Takes::Any, "The values to gather."),
        optional(
            "maxSize",
            Takes::Whole,
            "The most elements; 128 by default.",
        ),
    ],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("set"),
    notes: "The older form of `make_set`, which takes fewer elements by default.",
    examples: &[
        example!("datatable(x:string)[\"b\", \"a\", \"b\"] | summarize makeset(x)" => "[\"b\",\"a\"]"),
    ],
    cases: &[
        example!("range x from 1 to 200 step 1 | summarize l = makeset(x) | project array_length(l)" => "128"),
    ],
    body: |site| Ok(set::make(site.types, most(site, 1, 128)?)),
};

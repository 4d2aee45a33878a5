use super::def::*;
use crate::compute::gather::bits;
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "binary_all_xor",
    aliases: &[],
    summary: "Joins the bits of all values of the group by exclusive or.",
    params: &[required(
        "expr",
        Takes::OneOf(&[Type::Long, Type::Int]),
        "The whole numbers.",
    )],
    returns: Gives::One(Returns::Same(0)),
    naming: Naming::First,
    notes: "Nulls do not count; without any value the result is null.",
    examples: &[example!("datatable(x:long)[1, 2] | summarize binary_all_xor(x)" => "3")],
    cases: &[
        example!("datatable(x:long)[] | summarize binary_all_xor(x)" => "null"),
        example!("datatable(x:long)[6, long(null)] | summarize binary_all_xor(x)" => "6"),
    ],
    body: |site| Ok(bits::make(site.types, |a, b| a ^ b)),
};

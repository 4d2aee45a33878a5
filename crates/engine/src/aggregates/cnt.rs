use super::def::*;
use crate::functions::def::{Returns, example};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "cnt",
    aliases: &[],
    summary: "Counts the rows of the group, under the name of old.",
    params: &[],
    returns: Gives::One(Returns::Is(Type::Long)),
    naming: Naming::Prefix("cnt"),
    notes: "",
    examples: &[
        example!("datatable(k:string, x:long)[\"a\", 1, \"a\", 2, \"b\", 3] | summarize cnt()" => "3"),
    ],
    cases: &[],
    body: |site| (super::count::AGGREGATE.body)(site),
};

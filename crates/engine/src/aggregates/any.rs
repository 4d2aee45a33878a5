use super::def::*;
use crate::compute::gather::chosen;
use crate::functions::def::{Takes, example, repeated};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "any",
    aliases: &[],
    summary: "Gives the values of one row of the group, under the column names of old.",
    params: &[repeated(
        "expr",
        Takes::Any,
        "The values; `*` is every column.",
    )],
    returns: Gives::Rows,
    naming: Naming::Taken("any_"),
    notes: "The older form of `take_any`.",
    examples: &[
        example!("datatable(x:string, n:long)[\"\", 1, \"b\", 2] | summarize any(x) | project any_x" => "b"),
    ],
    cases: &[],
    body: chosen::any,
};

use super::def::*;
use crate::compute::gather::chosen;
use crate::functions::def::{Takes, example, repeated};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "take_any",
    aliases: &[],
    summary: "Gives the values of one row of the group.",
    params: &[repeated(
        "expr",
        Takes::Any,
        "The values; `*` is every column.",
    )],
    returns: Gives::Rows,
    naming: Naming::Taken(""),
    notes: "Kusto takes any row; here it is the first. Of a single expression it is the first value that is neither null nor empty.",
    examples: &[
        example!("datatable(x:string, n:long)[\"\", 1, \"b\", 2] | summarize take_any(n)" => "1"),
    ],
    cases: &[
        example!("datatable(x:string, n:long)[\"\", 1, \"b\", 2] | summarize take_any(x)" => "b"),
        example!("datatable(x:string, n:long)[\"\", 1, \"b\", 2] | summarize take_any(x, n) | project n" => "1"),
        example!("datatable(x:string, n:long)[\"\", 1, \"b\", 2] | summarize take_any(*) | project n" => "1"),
        example!("datatable(n:long)[] | summarize take_any(n)" => "null"),
    ],
    body: chosen::any,
};

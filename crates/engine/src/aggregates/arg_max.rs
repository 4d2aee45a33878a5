use std::cmp::Ordering;

use super::def::*;
use crate::compute::gather::chosen;
use crate::functions::def::{Takes, example, required, variadic};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "arg_max",
    aliases: &[],
    summary: "Gives the row whose first argument is the greatest.",
    params: &[
        required("expr", Takes::Ordered, "The values to compare."),
        variadic(
            "returned",
            Takes::Any,
            "What to give of that row; `*` is every column.",
        ),
    ],
    returns: Gives::Rows,
    naming: Naming::Chosen {
        prefix: "max",
        older: false,
    },
    notes: "Of equal rows the first is given. Rows where the first argument is null count only when it is null in all of them; then the first row is given.",
    examples: &[
        example!("datatable(user:string, n:long)[\"ana\", 1, \"bo\", 5] | summarize arg_max(n, user) | project user" => "bo"),
    ],
    cases: &[
        example!("datatable(user:string, n:long)[\"ana\", 1, \"bo\", 1] | summarize arg_max(n, user) | project user" => "ana"),
        example!("datatable(user:string, n:long)[\"ana\", long(null), \"bo\", 1] | summarize arg_max(n, *) | project user" => "bo"),
        example!("datatable(user:string, n:long)[\"ana\", long(null), \"bo\", long(null)] | summarize arg_max(n, *) | project user" => "ana"),
        example!("datatable(user:string, n:long)[] | summarize arg_max(n, *) | project n" => "null"),
    ],
    body: |site| chosen::arg(site, Ordering::Greater),
};

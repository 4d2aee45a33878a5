use std::cmp::Ordering;

use super::def::*;
use crate::compute::gather::chosen;
use crate::functions::def::{Takes, example, required, variadic};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "argmin",
    aliases: &[],
    summary: "Gives the row whose first argument is the least, under the column names of old.",
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
        prefix: "min",
        older: true,
    },
    notes: "The older form of `arg_min`.",
    examples: &[
        example!("datatable(user:string, n:long)[\"ana\", 1, \"bo\", 5] | summarize argmin(n, user) | project min_n_user" => "ana"),
    ],
    cases: &[],
    body: |site| chosen::arg(site, Ordering::Less),
};

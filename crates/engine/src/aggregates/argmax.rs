use std::cmp::Ordering;

use super::def::*;
use crate::compute::gather::chosen;
use crate::functions::def::{Takes, example, required, variadic};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "argmax",
    aliases: &[],
    summary: "Gives the row whose first argument is the greatest, under the column names of old.",
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
        older: true,
    },
    notes: "The older form of `arg_max`.",
    examples: &[
        example!("datatable(user:string, n:long)[\"ana\", 1, \"bo\", 5] | summarize argmax(n, user) | project max_n_user" => "bo"),
    ],
    cases: &[],
    body: |site| chosen::arg(site, Ordering::Greater),
};

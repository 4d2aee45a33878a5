use super::def::*;
use crate::compute::gather::{mean, when};
use crate::functions::def::{BOOL, Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "avgif",
    aliases: &[],
    summary: "Averages the values of the rows where a predicate holds.",
    params: &[
        required(
            "expr",
            Takes::OneOf(&[
                Type::Real,
                Type::Long,
                Type::Int,
                Type::Decimal,
                Type::Timespan,
                Type::Datetime,
            ]),
            "The values to average.",
        ),
        required("predicate", BOOL, "The rows that count."),
    ],
    returns: Gives::One(Returns::By(mean::gives)),
    naming: Naming::Prefix("avgif"),
    notes: "",
    examples: &[
        example!("datatable(x:long, ok:bool)[1, true, 2, false, 3, true] | summarize avgif(x, ok)" => "2.0"),
    ],
    cases: &[],
    body: |site| Ok(when(1, mean::make(site.types))),
};

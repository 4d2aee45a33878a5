use super::def::*;
use crate::compute::gather::{moments, when};
use crate::functions::def::{BOOL, Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "covariancepif",
    aliases: &[],
    summary: "Gives the covariance of two values as a whole population, where a predicate holds.",
    params: &[
        required("x", Takes::Summable, "The first values."),
        required("y", Takes::Summable, "The second values."),
        required("predicate", BOOL, "The rows that count."),
    ],
    returns: Gives::One(Returns::Is(Type::Real)),
    naming: Naming::PrefixAndTwo("covariancepif"),
    notes: "Rounded to ten digits behind the point, as Kusto does. One row, or none, gives 0.",
    examples: &[
        example!("datatable(x:real, y:real)[1.0, 14.0, 2.0, 10.0, 3.0, 17.0] | summarize covariancepif(x, y, x > 0)" => "1.0"),
    ],
    cases: &[],
    body: |_| Ok(when(2, moments::covariance(false))),
};

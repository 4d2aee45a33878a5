use super::def::*;
use crate::compute::gather::moments;
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "covariancep",
    aliases: &[],
    summary: "Gives the covariance of two values over the rows as a whole population.",
    params: &[
        required("x", Takes::Summable, "The first values."),
        required("y", Takes::Summable, "The second values."),
    ],
    returns: Gives::One(Returns::Is(Type::Real)),
    naming: Naming::PrefixAndTwo("covariancep"),
    notes: "Rounded to ten digits behind the point, as Kusto does. One row, or none, gives 0.",
    examples: &[
        example!("datatable(x:real, y:real)[1.0, 14.0, 2.0, 10.0, 3.0, 17.0] | summarize covariancep(x, y)" => "1.0"),
    ],
    cases: &[example!("datatable(x:real, y:real)[] | summarize covariancep(x, y)" => "0")],
    body: |_| Ok(moments::covariance(false)),
};

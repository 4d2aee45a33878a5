use super::def::*;
use crate::compute::beta::cumulative;
use crate::compute::numbers::reals;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "beta_cdf",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the cumulative beta distribution at a point.",
    params: &[
        required("x", Takes::Number, "Where, from 0 to 1."),
        required(
            "alpha",
            Takes::Number,
            "The first parameter of the distribution, above 0.",
        ),
        required(
            "beta",
            Takes::Number,
            "The second parameter of the distribution, above 0.",
        ),
    ],
    returns: Returns::Is(Type::Real),
    notes: "NaN outside of 0 to 1. With an `alpha` below 0 the engine gives 1, where its documentation says NaN.",
    examples: &[example!("round(beta_cdf(0.5, 2, 2), 6)" => "0.5")],
    cases: &[
        example!("beta_cdf(1.5, 10, 20)" => "NaN"),
        example!("beta_cdf(-10.0, 10, 20)" => "NaN"),
        example!("beta_cdf(0.1, -1.0, 20)" => "1.0"),
        example!("beta_cdf(0, 2, 3)" => "0.0"),
        example!("beta_cdf(1, 2, 3)" => "1.0"),
    ],
    body: Body::Rows(|args| reals(args, |[x, alpha, beta]| cumulative(x, alpha, beta))),
};

use super::def::*;
use crate::compute::beta::inverse;
use crate::compute::numbers::reals;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "beta_inv",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the point at which the cumulative beta distribution has a value.",
    params: &[
        required(
            "probability",
            Takes::Number,
            "The value of the distribution, from 0 to 1.",
        ),
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
    notes: "Null when the probability is outside of 0 to 1; NaN for parameters that are not above 0.",
    examples: &[example!("round(beta_inv(0.5, 2, 2), 6)" => "0.5")],
    cases: &[
        example!("round(beta_inv(0.1, 10, 20), 6)" => "0.226415"),
        example!("beta_inv(1.5, 10, 20)" => "null"),
        example!("beta_inv(0.1, -1.0, 20)" => "NaN"),
    ],
    body: Body::Rows(|args| {
        if args[0].as_f64().is_some_and(|p| !(0.0..=1.0).contains(&p)) {
            return Value::Null;
        }
        reals(args, |[p, alpha, beta]| inverse(p, alpha, beta))
    }),
};

use super::def::*;
use crate::compute::beta::density;
use crate::compute::numbers::reals;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "beta_pdf",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the density of the beta distribution at a point.",
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
    notes: "NaN outside of 0 to 1 and for parameters that are not above 0.",
    examples: &[example!("round(beta_pdf(0.5, 2, 2), 6)" => "1.5")],
    cases: &[
        example!("beta_pdf(1.5, 10, 20)" => "NaN"),
        example!("beta_pdf(0.1, -1.0, 20)" => "NaN"),
    ],
    body: Body::Rows(|args| reals(args, |[x, alpha, beta]| density(x, alpha, beta))),
};

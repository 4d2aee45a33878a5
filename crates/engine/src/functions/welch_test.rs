use super::def::*;
use crate::compute::beta::cumulative;
use crate::compute::numbers::reals;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "welch_test",
    aliases: &[],
    family: Family::Statistical,
    summary: "Gives the p-value of Welch's test: whether two samples may have the same mean.",
    params: &[
        required("mean1", Takes::Number, "The mean of the first sample."),
        required(
            "variance1",
            Takes::Number,
            "The variance of the first sample.",
        ),
        required(
            "count1",
            Takes::Number,
            "The number of values in the first sample.",
        ),
        required("mean2", Takes::Number, "The mean of the second sample."),
        required(
            "variance2",
            Takes::Number,
            "The variance of the second sample.",
        ),
        required(
            "count2",
            Takes::Number,
            "The number of values in the second sample.",
        ),
    ],
    returns: Returns::Is(Type::Real),
    notes: "Two-sided.",
    examples: &[example!("round(welch_test(10, 4, 20, 10, 4, 20), 6)" => "1.0")],
    cases: &[
        example!("welch_test(1, 1, 10, 2, 1, 10) < 0.05" => "true"),
        example!("welch_test(1, 1, 10, real(null), 1, 10)" => "null"),
    ],
    body: Body::Rows(|args| reals(args, p_value)),
};

fn p_value([mean1, variance1, count1, mean2, variance2, count2]: [f64; 6]) -> f64 {
    let (a, b) = (variance1 / count1, variance2 / count2);
    let t = (mean1 - mean2) / (a + b).sqrt();
    // The degrees of freedom by Welch and Satterthwaite.
    let freedom = (a + b).powi(2) / (a.powi(2) / (count1 - 1.0) + b.powi(2) / (count2 - 1.0));
    // Both tails of Student's distribution are one tail of a beta distribution.
    cumulative(freedom / (freedom + t * t), freedom / 2.0, 0.5)
}

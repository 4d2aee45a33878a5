use super::def::*;
use crate::compute::series::{complete, mean};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_pearson_correlation",
    aliases: &[],
    family: Family::Series,
    summary: "Gives Pearson's correlation of two series.",
    params: &[
        required("series1", Takes::Array, "An array of numbers."),
        required("series2", Takes::Array, "An array of numbers."),
    ],
    returns: Returns::Is(Type::Real),
    notes: "From -1 to 1. Null when the series differ in length or have an element that is no number.",
    examples: &[
        example!("round(series_pearson_correlation(dynamic([1,2,3]), dynamic([2,4,6])), 6)" => "1.0"),
    ],
    cases: &[
        example!("round(series_pearson_correlation(dynamic([1,2,3]), dynamic([3,2,1])), 6)" => "-1.0"),
        example!("series_pearson_correlation(dynamic([1]), dynamic([1,2]))" => "null"),
    ],
    body: Body::Rows(|args| match (complete(&args[0]), complete(&args[1])) {
        (Some(a), Some(b)) if a.len() == b.len() => Value::Real(correlation(&a, &b)),
        _ => Value::Null,
    }),
};

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let sum = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
        a.iter()
            .zip(b)
            .map(|(x, y)| f(x - mean_a, y - mean_b))
            .sum()
    };
    sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt()
}

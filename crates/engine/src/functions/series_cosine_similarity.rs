use super::def::*;
use crate::compute::series::complete;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_cosine_similarity",
    aliases: &[],
    family: Family::Series,
    summary: "Gives the cosine of the angle between two series as vectors.",
    params: &[
        required("series1", Takes::Array, "An array of numbers."),
        required("series2", Takes::Array, "An array of numbers."),
        optional(
            "magnitude1",
            REAL,
            "The length of the first, when it is known.",
        ),
        optional(
            "magnitude2",
            REAL,
            "The length of the second, when it is known.",
        ),
    ],
    returns: Returns::Is(Type::Real),
    notes: "Null when the series differ in length or have an element that is no number.",
    examples: &[
        example!("round(series_cosine_similarity(dynamic([1,0]), dynamic([1,1])), 6)" => "0.707107"),
    ],
    cases: &[
        example!("series_cosine_similarity(dynamic([3,4]), dynamic([3,4]), 5.0, 5.0)" => "1.0"),
        example!("series_cosine_similarity(dynamic([1]), dynamic([1,2]))" => "null"),
    ],
    body: Body::Rows(|args| {
        let (Some(a), Some(b)) = (complete(&args[0]), complete(&args[1])) else {
            return Value::Null;
        };
        if a.len() != b.len() {
            return Value::Null;
        }
        let length = |at: usize, values: &[f64]| match args.get(at) {
            Some(given) => given.as_f64(),
            None => Some(values.iter().map(|x| x * x).sum::<f64>().sqrt()),
        };
        let (Some(length_a), Some(length_b)) = (length(2, &a), length(3, &b)) else {
            return Value::Null;
        };
        let product: f64 = a.iter().zip(&b).map(|(x, y)| x * y).sum();
        Value::Real(product / (length_a * length_b))
    }),
};

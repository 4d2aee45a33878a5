use super::def::*;
use crate::compute::series::elementwise::pair;
use crate::compute::series::elementwise::real_pairs;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_pow",
    aliases: &[],
    family: Family::Series,
    summary: "Raises the elements of the first series to the powers in the second.",
    params: &[
        required(
            "series1",
            Takes::Any,
            "An array of numbers, or a number for all elements.",
        ),
        required(
            "series2",
            Takes::Any,
            "An array of numbers, or a number for all elements.",
        ),
    ],
    returns: Returns::Fitting(pair, |_| Type::Dynamic),
    notes: "Null where either element is missing or no number; the result is as long as the longer series. Null when neither argument is an array.",
    examples: &[example!("series_pow(dynamic([1,2,3]), 2)" => "[1.0,4.0,9.0]")],
    cases: &[example!("series_pow(dynamic([4]), dynamic([0.5]))" => "[2.0]")],
    body: Body::Rows(|args| real_pairs(args, f64::powf)),
};

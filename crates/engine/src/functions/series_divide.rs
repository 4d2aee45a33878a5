use super::def::*;
use crate::compute::series::elementwise::pair;
use crate::compute::series::elementwise::real_pairs;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_divide",
    aliases: &[],
    family: Family::Series,
    summary: "Divides the elements of the first series by those of the second.",
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
    examples: &[example!("series_divide(dynamic([1,2]), dynamic([4,4]))" => "[0.25,0.5]")],
    cases: &[example!("series_divide(8, dynamic([2,4]))" => "[4.0,2.0]")],
    body: Body::Rows(|args| real_pairs(args, |a, b| a / b)),
};

use super::def::*;
use crate::compute::arithmetic::Operator;
use crate::compute::series::elementwise::arithmetic;
use crate::compute::series::elementwise::pair;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_multiply",
    aliases: &[],
    family: Family::Series,
    summary: "Multiplies the elements at the same place of two series.",
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
    notes: "Whole numbers stay whole. Null where either element is missing or no number; the result is as long as the longer series. Null when neither argument is an array.",
    examples: &[example!("series_multiply(dynamic([1,2]), dynamic([4,4]))" => "[4,8]")],
    cases: &[
        example!("series_multiply(dynamic([1,2]), 4)" => "[4,8]"),
        example!("series_multiply(dynamic([1,2]), dynamic([4]))" => "[4,null]"),
    ],
    body: Body::Rows(|args| arithmetic(args, Operator::Multiply)),
};

use super::def::*;
use crate::compute::compare::Comparison;
use crate::compute::series::elementwise::comparison;
use crate::compute::series::elementwise::pair;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_less_equals",
    aliases: &[],
    family: Family::Series,
    summary: "Tells for each place whether the first series has a smaller element, or the same.",
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
    examples: &[
        example!("series_less_equals(dynamic([1,2,4]), dynamic([4,2,1]))" => "[true,true,false]"),
    ],
    cases: &[
        example!("series_less_equals(dynamic([1,2,4]), 2)" => "[true,true,false]"),
        example!("series_less_equals(dynamic([null,'a']), 2)" => "[null,null]"),
    ],
    body: Body::Rows(|args| comparison(args, Comparison::LessOrEqual)),
};

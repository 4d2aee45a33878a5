use super::def::*;
use crate::compute::series::fill::carry;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_fill_backward",
    aliases: &[],
    family: Family::Series,
    summary: "Fills missing elements with the next one after them.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        optional(
            "missing_value_placeholder",
            Takes::Number,
            "The value that stands for a missing element; null when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Elements after the last known one stay missing.",
    examples: &[
        example!("series_fill_backward(dynamic([null,1,null,2,null]))" => "[1,1,2,2,null]"),
    ],
    cases: &[example!("series_fill_backward(dynamic([5,0,7]), 0)" => "[5,7,7]")],
    body: Body::Rows(|args| carry(args, true)),
};

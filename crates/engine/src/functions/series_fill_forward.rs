use super::def::*;
use crate::compute::series::fill::carry;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_fill_forward",
    aliases: &[],
    family: Family::Series,
    summary: "Fills missing elements with the last one before them.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        optional(
            "missing_value_placeholder",
            Takes::Number,
            "The value that stands for a missing element; null when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Elements before the first known one stay missing.",
    examples: &[example!("series_fill_forward(dynamic([null,1,null,2,null]))" => "[null,1,1,2,2]")],
    cases: &[
        example!("series_fill_forward(dynamic([5,0,7]), 0)" => "[5,5,7]"),
        example!("series_fill_forward(dynamic([5,0,7]))" => "[5,0,7]"),
        example!("series_fill_forward(dynamic(null))" => "null"),
    ],
    body: Body::Rows(|args| carry(args, false)),
};

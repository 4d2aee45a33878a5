use super::def::*;
use crate::compute::series::fill::constant;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_fill_const",
    aliases: &[],
    family: Family::Series,
    summary: "Fills missing elements with a constant.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        optional(
            "constant_value",
            Takes::Number,
            "What to fill with; 0 when left out.",
        ),
        optional(
            "missing_value_placeholder",
            Takes::Number,
            "The value that stands for a missing element; null when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "",
    examples: &[example!("series_fill_const(dynamic([1,null,3]), -1)" => "[1,-1,3]")],
    cases: &[
        example!("series_fill_const(dynamic([1,null]))" => "[1,0]"),
        example!("series_fill_const(dynamic([1,0]), 9, 0)" => "[1,9]"),
        example!("series_fill_const(dynamic(null), 1)" => "null"),
    ],
    body: Body::Rows(constant),
};

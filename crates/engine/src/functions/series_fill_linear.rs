use super::def::*;
use crate::compute::series::fill::linear;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_fill_linear",
    aliases: &[],
    family: Family::Series,
    summary: "Fills missing elements with those on the line between their neighbors.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        optional(
            "missing_value_placeholder",
            Takes::Number,
            "The value that stands for a missing element; null when left out.",
        ),
        optional(
            "fill_edges",
            BOOL,
            "Whether elements beyond the first and last known one take its value; they do when left out.",
        ),
        optional(
            "constant_value",
            Takes::Number,
            "What to fill with when no element is known; 0 when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "In a series of whole numbers what is filled in is cut to whole numbers.",
    examples: &[example!("series_fill_linear(dynamic([1.0,null,2.0]))" => "[1.0,1.5,2.0]")],
    cases: &[
        example!("series_fill_linear(dynamic([null,111,null,36,null]))" => "[111,111,73,36,36]"),
        example!("series_fill_linear(dynamic([null,1,null]), real(null), false)" => "[null,1,null]"),
        example!("series_fill_linear(dynamic([null,null]))" => "[0.0,0.0]"),
        example!("series_fill_linear(dynamic([null]), real(null), true, 3.5)" => "[3.5]"),
        example!("series_fill_linear(dynamic(null))" => "null"),
    ],
    body: Body::Rows(linear),
};

use super::def::*;
use crate::compute::series::filter::fir;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_fir",
    aliases: &[],
    family: Family::Series,
    summary: "Filters a series: each element becomes a weighted sum of itself and those before.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        required(
            "filter",
            Takes::Array,
            "The weights, the one of the element itself first.",
        ),
        optional(
            "normalize",
            BOOL,
            "Whether to divide by the sum of the weights; when left out, if none is below 0.",
        ),
        optional(
            "center",
            BOOL,
            "Whether the weights lie around the element instead of before it; not when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Beyond the ends there are zeros.",
    examples: &[example!("series_fir(dynamic([2,4,6]), dynamic([1,1]))" => "[1.0,3.0,5.0]")],
    cases: &[
        example!("series_fir(dynamic([5,15,10,20]), dynamic([1,-1]), false, false)" => "[5.0,10.0,-5.0,10.0]"),
        example!("series_fir(dynamic([3,3,3]), dynamic([1,1,1]), true, true)" => "[2.0,3.0,2.0]"),
        example!("series_fir(dynamic(null), dynamic([1]))" => "null"),
    ],
    body: Body::Rows(fir),
};

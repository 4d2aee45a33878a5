use super::def::*;
use crate::compute::series::filter::iir;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_iir",
    aliases: &[],
    family: Family::Series,
    summary: "Filters a series: each element becomes a weighted sum of elements, less one of the results before.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        required(
            "numerators",
            Takes::Array,
            "The weights of the elements, the one of the element itself first.",
        ),
        required(
            "denominators",
            Takes::Array,
            "The weights of the results; everything is divided by the first.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The example gives running sums.",
    examples: &[
        example!("series_iir(dynamic([1,2,3]), dynamic([1]), dynamic([1,-1]))" => "[1.0,3.0,6.0]"),
    ],
    cases: &[
        example!("series_iir(dynamic([1]), dynamic([1]), dynamic([0]))" => "null"),
        example!("series_iir(dynamic(null), dynamic([1]), dynamic([1]))" => "null"),
    ],
    body: Body::Rows(iir),
};

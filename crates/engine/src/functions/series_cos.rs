use super::def::*;
use crate::compute::series::elementwise::map;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_cos",
    aliases: &[],
    family: Family::Series,
    summary: "Gives the cosine of each element.",
    params: &[required("series", Takes::Array, "An array of numbers.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null for an element that is no number.",
    examples: &[example!("series_cos(dynamic([0]))" => "[1.0]")],
    cases: &[
        example!("series_cos(dynamic(['a',null]))" => "[null,null]"),
        example!("series_cos(dynamic(null))" => "null"),
    ],
    body: Body::Rows(|args| map(args, f64::cos)),
};

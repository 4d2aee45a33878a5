use super::def::*;
use crate::compute::series::elementwise::map;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_tan",
    aliases: &[],
    family: Family::Series,
    summary: "Gives the tangent of each element.",
    params: &[required("series", Takes::Array, "An array of numbers.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null for an element that is no number.",
    examples: &[example!("series_tan(dynamic([0]))" => "[0.0]")],
    cases: &[
        example!("series_tan(dynamic(['a',null]))" => "[null,null]"),
        example!("series_tan(dynamic(null))" => "null"),
    ],
    body: Body::Rows(|args| map(args, f64::tan)),
};

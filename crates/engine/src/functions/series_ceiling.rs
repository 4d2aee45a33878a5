use super::def::*;
use crate::compute::series::elementwise::map;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_ceiling",
    aliases: &[],
    family: Family::Series,
    summary: "Rounds each element up.",
    params: &[required("series", Takes::Array, "An array of numbers.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null for an element that is no number.",
    examples: &[example!("series_ceiling(dynamic([-1.5,1,2.5]))" => "[-1.0,1.0,3.0]")],
    cases: &[
        example!("series_ceiling(dynamic(['a',null]))" => "[null,null]"),
        example!("series_ceiling(dynamic(null))" => "null"),
    ],
    body: Body::Rows(|args| map(args, f64::ceil)),
};

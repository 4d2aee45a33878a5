use super::def::*;
use crate::compute::series::elementwise::map_keeping;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_abs",
    aliases: &[],
    family: Family::Series,
    summary: "Gives the absolute value of each element.",
    params: &[required("series", Takes::Array, "An array of numbers.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Whole numbers stay whole.",
    examples: &[example!("series_abs(dynamic([-2,0,3]))" => "[2,0,3]")],
    cases: &[
        example!("series_abs(dynamic([-6.5,0]))" => "[6.5,0.0]"),
        example!("series_abs(parse_json('{}'))" => "null"),
    ],
    body: Body::Rows(|args| map_keeping(args, f64::abs)),
};

use super::def::*;
use crate::compute::series::complete;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_product",
    aliases: &[],
    family: Family::Series,
    summary: "Multiplies the elements of a series.",
    params: &[required("series", Takes::Array, "An array of numbers.")],
    returns: Returns::Is(Type::Real),
    notes: "Null when an element is no number.",
    examples: &[example!("series_product(dynamic([1,2,3,4]))" => "24.0")],
    cases: &[example!("series_product(dynamic([1,null]))" => "null")],
    body: Body::Rows(|args| match complete(&args[0]) {
        Some(values) => Value::Real(values.iter().product()),
        None => Value::Null,
    }),
};

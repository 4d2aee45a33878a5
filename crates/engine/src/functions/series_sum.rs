use super::def::*;
use crate::compute::series::complete;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_sum",
    aliases: &[],
    family: Family::Series,
    summary: "Adds up the elements of a series.",
    params: &[required("series", Takes::Array, "An array of numbers.")],
    returns: Returns::Is(Type::Real),
    notes: "Null when an element is no number.",
    examples: &[example!("series_sum(dynamic([1,2,3]))" => "6.0")],
    cases: &[
        example!("series_sum(dynamic([1,'a']))" => "null"),
        example!("series_sum(dynamic([]))" => "null"),
    ],
    body: Body::Rows(|args| match complete(&args[0]) {
        Some(values) => Value::Real(values.iter().sum()),
        None => Value::Null,
    }),
};

use super::def::*;
use crate::compute::series::complete;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_magnitude",
    aliases: &[],
    family: Family::Series,
    summary: "Gives the length of a series as a vector.",
    params: &[required("series", Takes::Array, "An array of numbers.")],
    returns: Returns::Is(Type::Real),
    notes: "The root of the sum of the squares. Null when an element is no number.",
    examples: &[example!("series_magnitude(dynamic([3,4]))" => "5.0")],
    cases: &[example!("series_magnitude(dynamic(['a']))" => "null")],
    body: Body::Rows(|args| match complete(&args[0]) {
        Some(values) => Value::Real(values.iter().map(|x| x * x).sum::<f64>().sqrt()),
        None => Value::Null,
    }),
};

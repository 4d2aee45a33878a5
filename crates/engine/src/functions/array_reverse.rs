use super::def::*;
use crate::compute::json::array;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "array_reverse",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Turns the order of an array around.",
    params: &[required("array", Takes::Array, "The array.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null when the value is no array.",
    examples: &[example!("array_reverse(dynamic([1,2,3]))" => "[3,2,1]")],
    cases: &[example!("array_reverse(parse_json('{\"a\":1}'))" => "null")],
    body: Body::Rows(|args| match array(&args[0]) {
        Some(items) => Value::Dynamic(Json::Array(items.iter().rev().cloned().collect())),
        None => Value::Null,
    }),
};

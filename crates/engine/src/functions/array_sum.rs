use super::def::*;
use crate::compute::json::array;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "array_sum",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Adds up the numbers of an array.",
    params: &[required("array", Takes::Array, "The array.")],
    returns: Returns::Is(Type::Real),
    notes: "Nulls in it are passed over. Null for an empty array, and when an element is no number.",
    examples: &[example!("array_sum(dynamic([1,2,3]))" => "6.0")],
    cases: &[
        example!("array_sum(dynamic([1,null,3]))" => "4.0"),
        example!("array_sum(dynamic([]))" => "null"),
        example!("array_sum(dynamic([1,'a']))" => "null"),
        example!("array_sum(dynamic(null))" => "null"),
    ],
    body: Body::Rows(|args| {
        let Some(items) = array(&args[0]).filter(|items| !items.is_empty()) else {
            return Value::Null;
        };
        let mut sum = 0.0;
        for item in items.iter().filter(|item| !item.is_null()) {
            match item.as_f64() {
                Some(number) => sum += number,
                None => return Value::Null,
            }
        }
        Value::Real(sum)
    }),
};

use super::def::*;
use crate::compute::json::{array, collect};
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "array_iff",
    aliases: &["array_iif"],
    family: Family::Dynamic,
    summary: "Takes each element from one of two arrays, by an array of conditions.",
    params: &[
        required(
            "condition_array",
            Takes::Array,
            "Bools, or numbers: 0 does not hold.",
        ),
        required(
            "when_true",
            Takes::Any,
            "The array to take from where the condition holds; one value stands for all elements.",
        ),
        required(
            "when_false",
            Takes::Any,
            "The array to take from where it does not.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null where the condition is neither a bool nor a number, or the chosen array has ended.",
    examples: &[
        example!("array_iff(dynamic([true,false,true]), dynamic([1,2,3]), dynamic([4,5,6]))" => "[1,5,3]"),
    ],
    cases: &[
        example!("array_iff(dynamic([1,0,50]), 'yes', 'no')" => "[\"yes\",\"no\",\"yes\"]"),
        example!("array_iff(dynamic(['text',null]), 1, 0)" => "[null,null]"),
        example!("array_iff(dynamic([true,true]), dynamic([1]), 0)" => "[1,null]"),
        example!("array_iff(dynamic(null), 1, 0)" => "null"),
    ],
    body: Body::Rows(|args| {
        let Some(conditions) = array(&args[0]) else {
            return Value::Null;
        };
        let [when_true, when_false] = [args[1].to_json(), args[2].to_json()];
        let chosen = conditions.iter().enumerate().map(|(at, condition)| {
            let from = match condition {
                Json::Bool(true) => &when_true,
                Json::Bool(false) => &when_false,
                Json::Number(n) if n.as_f64() == Some(0.0) => &when_false,
                Json::Number(_) => &when_true,
                _ => return Json::Null,
            };
            match from {
                Json::Array(items) => items.get(at).cloned().unwrap_or(Json::Null),
                one => one.clone(),
            }
        });
        collect(chosen)
    }),
};

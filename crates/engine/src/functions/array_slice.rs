use super::def::*;
use crate::compute::json::array;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "array_slice",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Takes the elements between two places of an array.",
    params: &[
        required("array", Takes::Array, "The array."),
        required(
            "start",
            LONG,
            "The first place; below 0 counted from the end.",
        ),
        required(
            "end",
            LONG,
            "The last place, included; below 0 counted from the end.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null when the value is no array.",
    examples: &[example!("array_slice(dynamic([1,2,3,4,5]), 1, 3)" => "[2,3,4]")],
    cases: &[
        example!("array_slice(dynamic([1,2,3,4,5]), -3, -2)" => "[3,4]"),
        example!("array_slice(dynamic([1,2,3]), 0, 100)" => "[1,2,3]"),
        example!("array_slice(dynamic([1,2,3]), 2, 1)" => "[]"),
        example!("array_slice(dynamic([1,2,3]), 5, 9)" => "[]"),
        example!("array_slice(dynamic([1,2,3]), -9, 0)" => "[1]"),
        example!("array_slice(dynamic(null), 0, 1)" => "null"),
    ],
    body: Body::Rows(|args| {
        let (Some(items), Some(start), Some(end)) =
            (array(&args[0]), args[1].as_i64(), args[2].as_i64())
        else {
            return Value::Null;
        };
        let length = items.len() as i64;
        let from_start = |at: i64| {
            if at < 0 {
                at.saturating_add(length)
            } else {
                at
            }
        };
        let first = from_start(start).max(0);
        let behind = from_start(end).saturating_add(1).min(length);
        let slice = usize::try_from(first)
            .ok()
            .zip(usize::try_from(behind).ok())
            .and_then(|(first, behind)| items.get(first..behind));
        Value::Dynamic(Json::from(slice.unwrap_or_default()))
    }),
};

use super::def::*;
use crate::compute::json::{array, place};
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "array_split",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Splits an array at places.",
    params: &[
        required("array", Takes::Array, "The array."),
        required(
            "indices",
            Takes::OneOf(&[Type::Long, Type::Int, Type::Dynamic]),
            "The place, or an array of places, that begin a new part; below 0 counted from the end.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null when the value is no array.",
    examples: &[example!("array_split(dynamic([1,2,3,4,5]), 2)" => "[[1,2],[3,4,5]]")],
    cases: &[
        example!("array_split(dynamic([1,2,3,4,5]), dynamic([1,3]))" => "[[1],[2,3],[4,5]]"),
        example!("array_split(dynamic([1,2,3]), -1)" => "[[1,2],[3]]"),
        example!("array_split(dynamic([1,2]), 9)" => "[[1,2],[]]"),
        example!("array_split(dynamic(null), 1)" => "null"),
    ],
    body: Body::Rows(split),
};

fn split(args: &[Value]) -> Value {
    let Some(items) = array(&args[0]) else {
        return Value::Null;
    };
    let places: Vec<i64> = match array(&args[1]) {
        Some(places) => places.iter().filter_map(Json::as_i64).collect(),
        None => args[1].as_i64().into_iter().collect(),
    };
    let mut parts = Vec::with_capacity(places.len() + 1);
    let mut from = 0;
    for at in places {
        let to = place(at, items.len()).max(from);
        parts.push(Json::from(&items[from..to]));
        from = to;
    }
    parts.push(Json::from(&items[from..]));
    Value::Dynamic(Json::Array(parts))
}

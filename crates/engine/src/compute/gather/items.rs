//! The elements that a value gives to a list or a set: itself, or the elements of an array.

use crate::types::{Json, Value};

/// Calls `f` with each element of a dynamic value. A null is an element of its own.
pub(crate) fn of_dynamic(value: Value, mut f: impl FnMut(Json)) {
    match value {
        Value::Dynamic(Json::Array(items)) => items.into_iter().for_each(f),
        Value::Dynamic(json) => f(json),
        _ => f(Json::Null),
    }
}

/// The bytes that a tree holds, roughly.
pub(crate) fn size(json: &Json) -> usize {
    let inner = match json {
        Json::String(text) => text.capacity(),
        Json::Array(items) => items.iter().map(size).sum(),
        Json::Object(bag) => bag.iter().map(|(k, v)| k.len() + 32 + size(v)).sum(),
        _ => 0,
    };
    inner + size_of::<Json>()
}

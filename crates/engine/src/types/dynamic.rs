//! Dynamic values: JSON trees, their canonical text, order and paths.

use std::cmp::Ordering;

use super::{Json, Value, number};

/// Reads JSON text as `parse_json()` does: `None` when it is not JSON.
pub fn parse(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

/// The canonical compact text that Arrow columns of type dynamic hold.
pub fn to_json_text(json: &Json) -> String {
    json.to_string()
}

/// What `tostring()` gives: a string is itself, everything else its JSON text (bool as in JSON).
pub fn to_text(json: &Json) -> String {
    match json {
        Json::Null => String::new(),
        Json::String(s) => s.clone(),
        Json::Number(n) if n.is_f64() => n.as_f64().map(number::format_real).unwrap_or_default(),
        other => other.to_string(),
    }
}

/// The order that array sorts and `sort by` use for values of mixed type: numbers, then strings,
/// then bools, then the rest by their text.
pub fn order(a: &Json, b: &Json) -> Ordering {
    fn rank(json: &Json) -> u8 {
        match json {
            Json::Null => 0,
            Json::Number(_) => 1,
            Json::String(_) => 2,
            Json::Bool(_) => 3,
            Json::Array(_) | Json::Object(_) => 4,
        }
    }
    match (a, b) {
        (Json::Number(x), Json::Number(y)) => match (x.as_i64(), y.as_i64()) {
            (Some(x), Some(y)) => x.cmp(&y),
            _ => number::order_reals(
                x.as_f64().unwrap_or(f64::NAN),
                y.as_f64().unwrap_or(f64::NAN),
            ),
        },
        (Json::String(x), Json::String(y)) => x.cmp(y),
        (Json::Bool(x), Json::Bool(y)) => x.cmp(y),
        (Json::Array(_) | Json::Object(_), Json::Array(_) | Json::Object(_)) => {
            a.to_string().cmp(&b.to_string())
        }
        _ => rank(a).cmp(&rank(b)),
    }
}

/// `d.name` and `d["name"]`.
pub fn member(json: &Json, name: &str) -> Value {
    match json {
        Json::Object(bag) => bag.get(name).cloned().map_or(Value::Null, Value::json),
        _ => Value::Null,
    }
}

/// `d[index]`; negative counts from the end.
pub fn element(json: &Json, index: i64) -> Value {
    let Json::Array(items) = json else {
        return Value::Null;
    };
    let at = if index < 0 {
        index + items.len() as i64
    } else {
        index
    };
    usize::try_from(at)
        .ok()
        .and_then(|at| items.get(at))
        .cloned()
        .map_or(Value::Null, Value::json)
}

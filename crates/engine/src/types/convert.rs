//! Conversions between types that the language makes by itself, and those of `tolong()` and kin.

use super::{Json, Type, Value, datetime, decimal, timespan};

/// The value as another type; null when it cannot be.
///
/// Source: the pages of `tolong()`, `toreal()`, `tostring()`, … of the Kusto documentation, and
/// the answers of the engine: text with a fraction is no whole number, a real is cut and stops at
/// the type's ends, a long that is too long for an int loses its upper half.
pub fn convert(value: &Value, to: Type) -> Value {
    let result = match to {
        Type::String => return Value::String(value.to_text()),
        Type::Dynamic => return to_dynamic(value),
        Type::Bool => to_bool(value).map(Value::Bool),
        Type::Int => to_int(value).map(Value::Int),
        Type::Long => to_long(value).map(Value::Long),
        Type::Real => to_real(value).map(Value::Real),
        Type::Decimal => to_decimal(value).map(Value::Decimal),
        Type::Datetime => to_datetime(value).map(Value::Datetime),
        Type::Timespan => to_timespan(value).map(Value::Timespan),
        Type::Guid => to_guid(value).map(Value::Guid),
    };
    result.unwrap_or(Value::Null)
}

fn to_dynamic(value: &Value) -> Value {
    Value::json(value.to_json())
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::String(s) | Value::Dynamic(Json::String(s)) => Some(s),
        _ => None,
    }
}

fn to_bool(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(b) | Value::Dynamic(Json::Bool(b)) => Some(*b),
        Value::Int(_)
        | Value::Long(_)
        | Value::Real(_)
        | Value::Decimal(_)
        | Value::Dynamic(Json::Number(_)) => value.as_f64().map(|r| r != 0.0),
        _ => bool_of(text(value)?),
    }
}

/// A bool from text: its words in any case, without spaces, or a whole number.
pub fn bool_of(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        long_of(text).map(|i| i != 0)
    }
}

fn to_int(value: &Value) -> Option<i32> {
    match value {
        // `as` stops at the type's ends.
        Value::Real(r) => finite(*r).map(|r| r as i32),
        Value::Dynamic(Json::Number(n)) if !n.is_i64() => finite(n.as_f64()?).map(|r| r as i32),
        Value::String(s) | Value::Dynamic(Json::String(s)) => int_of(s),
        _ => to_long(value).map(|i| i as i32),
    }
}

fn to_long(value: &Value) -> Option<i64> {
    match value {
        Value::Bool(b) | Value::Dynamic(Json::Bool(b)) => Some(i64::from(*b)),
        Value::Int(_) | Value::Long(_) | Value::Datetime(_) | Value::Timespan(_) => value.as_i64(),
        Value::Real(r) => finite(*r).map(|r| r as i64),
        Value::Decimal(d) => i64::try_from(d / decimal::ONE).ok(),
        Value::Dynamic(Json::Number(n)) => {
            n.as_i64().or_else(|| finite(n.as_f64()?).map(|r| r as i64))
        }
        _ => long_of(text(value)?),
    }
}

fn finite(r: f64) -> Option<f64> {
    r.is_finite().then_some(r)
}

/// An int from text: decimal digits, or `0x` and the digits of its 32 bits.
pub fn int_of(text: &str) -> Option<i32> {
    match hexadecimal(text) {
        Some(digits) => u32::from_str_radix(digits, 16).ok().map(|bits| bits as i32),
        None => text.trim().parse().ok(),
    }
}

/// A long from text: decimal digits, or `0x` and the digits of its 64 bits.
pub fn long_of(text: &str) -> Option<i64> {
    match hexadecimal(text) {
        Some(digits) => u64::from_str_radix(digits, 16).ok().map(|bits| bits as i64),
        None => text.trim().parse().ok(),
    }
}

/// The digits behind `0x`.
fn hexadecimal(text: &str) -> Option<&str> {
    let text = text.trim();
    text.strip_prefix("0x")
        .or_else(|| text.strip_prefix("0X"))
        .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn to_real(value: &Value) -> Option<f64> {
    match value {
        Value::Bool(b) | Value::Dynamic(Json::Bool(b)) => Some(f64::from(u8::from(*b))),
        Value::Int(_)
        | Value::Long(_)
        | Value::Real(_)
        | Value::Decimal(_)
        | Value::Dynamic(Json::Number(_)) => value.as_f64(),
        Value::Datetime(t) | Value::Timespan(t) => Some(*t as f64),
        _ => real(text(value)?),
    }
}

/// A real from text, with Kusto's words for what is no number.
pub fn real(text: &str) -> Option<f64> {
    let text = text.trim();
    let (negative, word) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    match word {
        "nan" | "NaN" => Some(f64::NAN),
        "inf" | "Inf" | "infinity" | "Infinity" => Some(if negative {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        }),
        // Rust reads the words above in any case, Kusto does not.
        _ if word.starts_with(|c: char| c.is_ascii_alphabetic()) => None,
        _ => text.parse().ok(),
    }
}

fn to_decimal(value: &Value) -> Option<i128> {
    match value {
        Value::Bool(b) => Some(decimal::from_i64(i64::from(*b))),
        Value::Int(_) | Value::Long(_) => value.as_i64().map(decimal::from_i64),
        Value::Real(r) => decimal::from_f64(*r),
        Value::Decimal(d) => Some(*d),
        Value::Dynamic(Json::Number(n)) => decimal::parse(&n.to_string()),
        Value::Datetime(_) | Value::Timespan(_) => value.as_i64().map(decimal::from_i64),
        _ => decimal::parse(text(value)?),
    }
}

fn to_datetime(value: &Value) -> Option<i64> {
    match value {
        Value::Datetime(t) => Some(*t),
        Value::String(s) | Value::Dynamic(Json::String(s)) => datetime::parse(s),
        Value::Bool(_) | Value::Dynamic(Json::Bool(_)) => None,
        _ => datetime::checked(to_long(value)?),
    }
}

fn to_timespan(value: &Value) -> Option<i64> {
    match value {
        Value::String(s) | Value::Dynamic(Json::String(s)) => timespan::parse(s),
        Value::Bool(_) | Value::Dynamic(Json::Bool(_)) => None,
        _ => to_long(value),
    }
}

fn to_guid(value: &Value) -> Option<String> {
    match value {
        Value::Guid(g) => Some(g.clone()),
        _ => guid(text(value)?),
    }
}

/// A guid's canonical text: the first 32 hexadecimal digits, whatever dashes stand between them.
/// What follows does not count.
pub fn guid(text: &str) -> Option<String> {
    let mut guid = String::with_capacity(36);
    let bare = text.trim().trim_start_matches(['{', '(']);
    let digits = bare.chars().filter(|c| *c != '-').take(32);
    for (at, digit) in digits.enumerate() {
        if !digit.is_ascii_hexdigit() {
            return None;
        }
        if matches!(at, 8 | 12 | 16 | 20) {
            guid.push('-');
        }
        guid.push(digit.to_ascii_lowercase());
    }
    (guid.len() == 36).then_some(guid)
}

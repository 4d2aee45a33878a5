//! Conversions between types that the language makes by itself, and those of `tolong()` and kin.

use super::{Json, Type, Value, datetime, decimal, number, timespan};

/// The value as another type; null when it cannot be.
///
/// Source: the pages of `tolong()`, `toreal()`, `tostring()`, … of the Kusto documentation, and
/// the answers of the engine (text with a fraction is no whole number, a real is cut).
pub fn convert(value: &Value, to: Type) -> Value {
    let result = match to {
        Type::String => return Value::String(value.to_text()),
        Type::Dynamic => return to_dynamic(value),
        Type::Bool => to_bool(value).map(Value::Bool),
        Type::Int => to_long(value, true)
            .and_then(|i| i32::try_from(i).ok())
            .map(Value::Int),
        Type::Long => to_long(value, false).map(Value::Long),
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
        _ => {
            let text = text(value)?.trim();
            if text.eq_ignore_ascii_case("true") {
                Some(true)
            } else if text.eq_ignore_ascii_case("false") {
                Some(false)
            } else {
                text.parse::<i64>().ok().map(|i| i != 0)
            }
        }
    }
}

fn to_long(value: &Value, _int: bool) -> Option<i64> {
    match value {
        Value::Bool(b) | Value::Dynamic(Json::Bool(b)) => Some(i64::from(*b)),
        Value::Int(_) | Value::Long(_) | Value::Datetime(_) | Value::Timespan(_) => value.as_i64(),
        Value::Real(r) => cut(*r),
        Value::Decimal(d) => i64::try_from(d / decimal::ONE).ok(),
        Value::Dynamic(Json::Number(n)) => n.as_i64().or_else(|| cut(n.as_f64()?)),
        _ => whole(text(value)?),
    }
}

/// A real without its fraction, when it fits.
fn cut(r: f64) -> Option<i64> {
    (r.is_finite() && r.abs() < 9.223_372_036_854_775e18).then_some(r as i64)
}

fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if let Some(hex) = digits
        .strip_prefix("0x")
        .or_else(|| digits.strip_prefix("0X"))
    {
        let value = u64::from_str_radix(hex, 16).ok()? as i64;
        return Some(if negative {
            value.wrapping_neg()
        } else {
            value
        });
    }
    text.parse().ok()
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
    match text.to_ascii_lowercase().as_str() {
        "nan" => return Some(f64::NAN),
        "inf" | "+inf" | "infinity" | "+infinity" => return Some(f64::INFINITY),
        "-inf" | "-infinity" => return Some(f64::NEG_INFINITY),
        _ => {}
    }
    if let Some(hex) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return u64::from_str_radix(hex, 16).ok().map(|v| v as f64);
    }
    text.parse().ok()
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
        Value::Int(_) | Value::Long(_) | Value::Dynamic(Json::Number(_)) => {
            datetime::checked(value.as_i64()?)
        }
        Value::Timespan(t) => datetime::checked(*t),
        _ => datetime::parse(text(value)?),
    }
}

fn to_timespan(value: &Value) -> Option<i64> {
    match value {
        Value::Timespan(t) | Value::Datetime(t) => Some(*t),
        Value::Int(_) | Value::Long(_) | Value::Dynamic(Json::Number(_)) => value.as_i64(),
        _ => timespan::parse(text(value)?),
    }
}

fn to_guid(value: &Value) -> Option<String> {
    match value {
        Value::Guid(g) => Some(g.clone()),
        _ => guid(text(value)?),
    }
}

/// A guid's canonical text from any of its usual forms.
pub fn guid(text: &str) -> Option<String> {
    let bare = text
        .trim()
        .trim_start_matches(['{', '('])
        .trim_end_matches(['}', ')']);
    let hex: String = bare
        .chars()
        .filter(|c| *c != '-')
        .collect::<String>()
        .to_ascii_lowercase();
    if hex.len() != 32 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    Some(format!(
        "{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    ))
}

/// The text form of a real, for those who have no value.
pub fn real_text(r: f64) -> String {
    number::format_real(r)
}

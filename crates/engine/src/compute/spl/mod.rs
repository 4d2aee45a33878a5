//! Values as Splunk has them: a text, a number, several of these, or nothing.
//!
//! Stored as dynamic: a JSON text or number, an array of at least two, or null. A text that looks
//! like a number counts as one wherever a number is asked for.
//!
//! Source: the pages "eval", "where", "stats" and "Comparison and conditional functions" of the
//! Splunk documentation.

pub mod expand;
pub mod kept;
pub mod markup;
pub mod path;
pub mod pattern;
pub mod time;

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::types::{Json, Value, datetime, number};

/// A value of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Spl {
    Null,
    Number(f64),
    Text(String),
    /// At least two, none of them null or several itself.
    Many(Vec<Spl>),
}

/// Whole numbers up to here are exact as doubles.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Spl {
    /// What a value of the engine is to Splunk.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(b) => Self::Text(b.to_string()),
            Value::Datetime(ticks) => {
                Self::Number((*ticks - datetime::UNIX_EPOCH) as f64 / 10_000_000.0)
            }
            Value::Timespan(ticks) => Self::Number(*ticks as f64 / 10_000_000.0),
            Value::Int(_) | Value::Long(_) | Value::Real(_) => {
                Self::number(value.as_f64().unwrap_or(f64::NAN))
            }
            Value::Dynamic(json) => Self::of_json(json),
            other => Self::Text(other.to_text()),
        }
    }

    /// What a value of an event is: a bool is its word, an object its JSON text.
    pub fn of_json(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(b) => Self::Text(b.to_string()),
            Json::Number(n) => {
                let text = n.to_string();
                let as_double = n.as_f64().map(Self::Number);
                match as_double {
                    Some(value) if value.text() == text => value,
                    _ => Self::Text(text),
                }
            }
            Json::String(text) => Self::Text(text.clone()),
            Json::Array(items) => Self::many(items.iter().map(|item| match item {
                Json::Array(_) | Json::Object(_) => Self::Text(item.to_string()),
                other => Self::of_json(other),
            })),
            Json::Object(_) => Self::Text(json.to_string()),
        }
    }

    /// Several values as one: nulls are left out, one alone stands for itself.
    pub fn many(items: impl IntoIterator<Item = Self>) -> Self {
        let mut list = Vec::new();
        for item in items {
            match item {
                Self::Null => {}
                Self::Many(inner) => list.extend(inner),
                one => list.push(one),
            }
        }
        match list.len() {
            0 => Self::Null,
            1 => list.swap_remove(0),
            _ => Self::Many(list),
        }
    }

    /// A number; what is none becomes null.
    pub fn number(value: f64) -> Self {
        if value.is_finite() {
            Self::Number(value)
        } else {
            Self::Null
        }
    }

    pub fn whole(value: usize) -> Self {
        Self::Number(value as f64)
    }

    /// As the engine stores it.
    pub fn value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            other => Value::Dynamic(other.json()),
        }
    }

    fn json(self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Number(n) if n.fract() == 0.0 && n.abs() < EXACT => Json::from(n as i64),
            Self::Number(n) => number::json_real(n),
            Self::Text(text) => Json::String(text),
            Self::Many(items) => Json::Array(items.into_iter().map(Self::json).collect()),
        }
    }

    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// The values one by one.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::Null => &[],
            Self::Many(items) => items,
            one => std::slice::from_ref(one),
        }
    }

    /// Each value by itself changed.
    pub fn map(&self, f: impl Fn(&Self) -> Self) -> Self {
        Self::many(self.items().iter().map(f))
    }

    /// As it is shown; several stand on lines of their own.
    pub fn text(&self) -> String {
        self.show().into_owned()
    }

    /// As [`Self::text`], without a copy of a text.
    pub fn show(&self) -> Cow<'_, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Number(n) if n.fract() == 0.0 && n.abs() < EXACT => {
                Cow::Owned((*n as i64).to_string())
            }
            Self::Number(n) => Cow::Owned(n.to_string()),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Many(items) => {
                let texts: Vec<Cow<'_, str>> = items.iter().map(Self::show).collect();
                Cow::Owned(texts.join("\n"))
            }
        }
    }

    /// The number that it is or looks like. The first of several counts.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Null => None,
            Self::Number(n) => Some(*n),
            Self::Text(text) => parse_number(text),
            Self::Many(items) => items.first().and_then(Self::as_number),
        }
    }
}

/// A text that looks like a number.
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.trim_start_matches(['-', '+']);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    text.parse::<f64>().ok().filter(|n| n.is_finite())
}

/// The order of `sort`, `min` and comparisons: as numbers when both are, else as texts.
pub fn compare(a: &Spl, b: &Spl) -> Ordering {
    match (a.as_number(), b.as_number()) {
        (Some(x), Some(y)) => number::order_reals(x, y),
        _ => a.show().cmp(&b.show()),
    }
}

/// A comparison of `eval` and `where`. Null on either side gives null. A field of several values
/// is equal when one of them is.
pub fn evaluates(a: &Spl, op: &str, b: &Spl) -> Option<bool> {
    if a.is_null() || b.is_null() {
        return None;
    }
    let any = |holds: fn(Ordering) -> bool| {
        a.items()
            .iter()
            .any(|x| b.items().iter().any(|y| holds(compare(x, y))))
    };
    Some(match op {
        "=" => any(Ordering::is_eq),
        "!=" => !any(Ordering::is_eq),
        "<" => any(Ordering::is_lt),
        "<=" => any(Ordering::is_le),
        ">" => any(Ordering::is_gt),
        _ => any(Ordering::is_ge),
    })
}

/// `+ - * / % .` of `eval`.
pub fn arithmetic(a: &Spl, op: &str, b: &Spl) -> Spl {
    if a.is_null() || b.is_null() {
        return Spl::Null;
    }
    if op == "." {
        return Spl::Text(format!("{}{}", a.show(), b.show()));
    }
    let (Some(x), Some(y)) = (a.as_number(), b.as_number()) else {
        // `+` joins texts; the other operators have no value.
        return if op == "+" {
            Spl::Text(format!("{}{}", a.show(), b.show()))
        } else {
            Spl::Null
        };
    };
    Spl::number(match op {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" if y == 0.0 => return Spl::Null,
        "/" => x / y,
        _ if y == 0.0 => return Spl::Null,
        _ => x % y,
    })
}

/// A text whose order by bytes is the order of `sort`: numbers, then addresses, then texts. A
/// missing value comes last, whichever way the rows are sorted.
pub fn sort_key(value: &Spl, kind: &str, descending: bool) -> String {
    let first = value.items().first().unwrap_or(&Spl::Null);
    if first.is_null() {
        return if descending {
            String::new()
        } else {
            "~".to_owned()
        };
    }
    let text = first.show();
    let as_number = || {
        first.as_number().map(|n| {
            let bits = (n + 0.0).to_bits();
            let ordered = if bits >> 63 == 0 {
                bits | (1 << 63)
            } else {
                !bits
            };
            format!("1{ordered:016x}")
        })
    };
    let as_address = || crate::text::ip::octets(&text).map(|ip| format!("2{ip:08x}"));
    match kind {
        "str" => format!("3{text}"),
        "num" => as_number().unwrap_or_else(|| format!("3{text}")),
        "ip" => as_address().unwrap_or_else(|| format!("3{text}")),
        _ => as_number()
            .or_else(as_address)
            .unwrap_or_else(|| format!("3{text}")),
    }
}

/// The arguments of a function as Splunk's values.
pub fn arguments(args: &[Value]) -> Vec<Spl> {
    args.iter().map(Spl::of).collect()
}

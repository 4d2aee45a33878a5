//! One value of the language, as the row-wise functions see it.

use std::cmp::Ordering;

use super::{Type, datetime, decimal, dynamic, number, timespan};

/// The tree of a `dynamic` value. Bags keep the order of their keys.
pub type Json = serde_json::Value;

/// One value. Its type is known from outside; `Null` is the null of any type but string.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i32),
    Long(i64),
    Real(f64),
    /// Scaled by 10^18.
    Decimal(i128),
    String(String),
    /// Ticks since year 1.
    Datetime(i64),
    /// Ticks.
    Timespan(i64),
    /// Lower-case text with dashes.
    Guid(String),
    /// Never `Json::Null`: that is `Null`.
    Dynamic(Json),
    /// Several columns at once: what `arg_max` and its kin give. Never seen by a query.
    Row(Vec<Value>),
}

impl Value {
    /// A dynamic value; JSON null becomes `Null`.
    pub fn json(json: Json) -> Self {
        if json.is_null() {
            Self::Null
        } else {
            Self::Dynamic(json)
        }
    }

    /// A string value.
    pub fn string(text: impl Into<String>) -> Self {
        Self::String(text.into())
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(b) => Some(*b),
            Self::Dynamic(Json::Bool(b)) => Some(*b),
            _ => None,
        }
    }

    /// The text of a string or guid, or of a dynamic that holds a string; `""` for null.
    pub fn as_str(&self) -> &str {
        match self {
            Self::String(s) | Self::Guid(s) | Self::Dynamic(Json::String(s)) => s,
            _ => "",
        }
    }

    /// Whole numbers, and ticks of datetime and timespan.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(i) => Some(i64::from(*i)),
            Self::Long(i) | Self::Datetime(i) | Self::Timespan(i) => Some(*i),
            Self::Dynamic(Json::Number(n)) => n.as_i64(),
            _ => None,
        }
    }

    /// Any number as a double.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Int(i) => Some(f64::from(*i)),
            Self::Long(i) => Some(*i as f64),
            Self::Real(r) => Some(*r),
            Self::Decimal(d) => Some(decimal::to_f64(*d)),
            Self::Dynamic(Json::Number(n)) => n.as_f64(),
            _ => None,
        }
    }

    /// The tree, when this is dynamic and not null.
    pub fn as_json(&self) -> Option<&Json> {
        match self {
            Self::Dynamic(json) => Some(json),
            _ => None,
        }
    }

    /// As it stands inside a dynamic value: numbers stay numbers, times and guids become text.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Bool(b) => Json::Bool(*b),
            Self::Int(i) => Json::from(*i),
            Self::Long(i) => Json::from(*i),
            Self::Real(r) => number::json_real(*r),
            Self::Decimal(d) => Json::String(decimal::format(*d)),
            Self::String(s) | Self::Guid(s) => Json::String(s.clone()),
            Self::Datetime(t) => Json::String(datetime::format(*t)),
            Self::Timespan(t) => Json::String(timespan::format(*t)),
            Self::Dynamic(json) => json.clone(),
            Self::Row(values) => Json::Array(values.iter().map(Self::to_json).collect()),
        }
    }

    /// What `tostring()` gives; null gives the empty text.
    pub fn to_text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(true) => "True".to_owned(),
            Self::Bool(false) => "False".to_owned(),
            Self::Int(i) => i.to_string(),
            Self::Long(i) => i.to_string(),
            Self::Real(r) => number::format_real(*r),
            Self::Decimal(d) => decimal::format(*d),
            Self::String(s) | Self::Guid(s) => s.clone(),
            Self::Datetime(t) => datetime::format(*t),
            Self::Timespan(t) => timespan::format(*t),
            Self::Dynamic(json) => dynamic::to_text(json),
            Self::Row(_) => String::new(),
        }
    }

    /// The order of `sort`, `min`, `max` and the array sorts between values of one type.
    /// Nulls come first; NaN comes before the other numbers.
    pub fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Null, Self::Null) => Ordering::Equal,
            (Self::Null, _) => Ordering::Less,
            (_, Self::Null) => Ordering::Greater,
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::String(a) | Self::Guid(a), Self::String(b) | Self::Guid(b)) => a.cmp(b),
            (Self::Decimal(a), Self::Decimal(b)) => a.cmp(b),
            (Self::Dynamic(a), Self::Dynamic(b)) => dynamic::order(a, b),
            (Self::Row(a), Self::Row(b)) => a
                .iter()
                .zip(b)
                .map(|(x, y)| x.order(y))
                .find(|o| o.is_ne())
                .unwrap_or(Ordering::Equal),
            _ => match (self.as_i64(), other.as_i64()) {
                (Some(a), Some(b)) => a.cmp(&b),
                _ => number::order_reals(
                    self.as_f64().unwrap_or(f64::NAN),
                    other.as_f64().unwrap_or(f64::NAN),
                ),
            },
        }
    }

    /// The default of a type where an outer join or a union has nothing: null, or the empty string.
    pub fn missing(ty: Type) -> Self {
        if ty == Type::String {
            Self::String(String::new())
        } else {
            Self::Null
        }
    }
}

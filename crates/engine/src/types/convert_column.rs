//! Conversions of whole columns: what `convert` does, without a value for each row.

use std::borrow::Cow;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Float64Array, Int32Array, Int64Array, StringViewArray,
    StringViewBuilder,
};
use datafusion::error::Result;

use super::array::{Builder, Reader};
use super::convert::{bool_of, convert, int_of, long_of, real};
use super::{Type, Value, datetime, dynamic, timespan};

/// A column as another type; null where a value cannot be converted.
pub fn convert_column(array: &ArrayRef, from: Type, to: Type) -> Result<ArrayRef> {
    if from == to {
        return Ok(Arc::clone(array));
    }
    Ok(match (from, to) {
        (Type::Guid, Type::String) => without_nulls(array.as_string_view()),
        (Type::Dynamic, Type::String) => strings(array.as_string_view()),
        (Type::String | Type::Dynamic, Type::Int) => {
            let scalars = scalars(array, from);
            Arc::new(scalars.map(|s| s?.int()).collect::<Int32Array>())
        }
        (Type::String | Type::Dynamic, Type::Long) => {
            let scalars = scalars(array, from);
            Arc::new(scalars.map(|s| s?.long()).collect::<Int64Array>())
        }
        (Type::String | Type::Dynamic, Type::Real) => {
            let scalars = scalars(array, from);
            Arc::new(scalars.map(|s| s?.real()).collect::<Float64Array>())
        }
        (Type::String | Type::Dynamic, Type::Bool) => {
            let scalars = scalars(array, from);
            Arc::new(scalars.map(|s| s?.bool()).collect::<BooleanArray>())
        }
        (Type::String, Type::Datetime) => {
            let texts = array.as_string_view().iter();
            Arc::new(texts.map(|t| datetime::parse(t?)).collect::<Int64Array>())
        }
        (Type::String, Type::Timespan) => {
            let texts = array.as_string_view().iter();
            Arc::new(texts.map(|t| timespan::parse(t?)).collect::<Int64Array>())
        }
        _ => {
            let reader = Reader::new(from, array.as_ref())?;
            let mut builder = Builder::new(to, array.len());
            for row in 0..array.len() {
                builder.push(&convert(&reader.value(row), to));
            }
            builder.finish()
        }
    })
}

/// What `tostring()` gives of the JSON text of a dynamic.
pub fn text_of_json(json: &str) -> Cow<'_, str> {
    match json.as_bytes().first() {
        Some(b'"') => match json.get(1..json.len() - 1) {
            Some(inside) if !inside.contains('\\') => Cow::Borrowed(inside),
            _ => Cow::Owned(serde_json::from_str(json).unwrap_or_default()),
        },
        Some(b'0'..=b'9' | b'-') if !is_whole(json) => {
            Cow::Owned(dynamic::parse(json).map_or_else(String::new, |j| dynamic::to_text(&j)))
        }
        // Arrays and bags are stored in the form that `tostring()` gives.
        _ => Cow::Borrowed(json),
    }
}

fn is_whole(number: &str) -> bool {
    number.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

fn strings(array: &StringViewArray) -> ArrayRef {
    let mut builder = StringViewBuilder::with_capacity(array.len());
    for json in array {
        match json {
            Some(json) => builder.append_value(text_of_json(json)),
            None => builder.append_value(""),
        }
    }
    Arc::new(builder.finish())
}

/// The same texts, `""` for null.
fn without_nulls(array: &StringViewArray) -> ArrayRef {
    let mut builder = StringViewBuilder::with_capacity(array.len());
    for text in array {
        builder.append_value(text.unwrap_or_default());
    }
    Arc::new(builder.finish())
}

/// One value of a column of strings or dynamics.
enum Scalar<'t> {
    Text(Cow<'t, str>),
    /// JSON that is no string.
    Json(&'t str),
}

/// The values of a column of strings or dynamics; null where there is none.
fn scalars(array: &ArrayRef, ty: Type) -> impl Iterator<Item = Option<Scalar<'_>>> {
    array.as_string_view().iter().map(move |text| {
        let text = text?;
        Some(if ty == Type::String {
            Scalar::Text(Cow::Borrowed(text))
        } else if text.starts_with('"') {
            Scalar::Text(text_of_json(text))
        } else {
            Scalar::Json(text)
        })
    })
}

impl Scalar<'_> {
    fn int(&self) -> Option<i32> {
        match self {
            Self::Text(text) => int_of(text),
            Self::Json(json) => match convert(&dynamic_value(json)?, Type::Int) {
                Value::Int(i) => Some(i),
                _ => None,
            },
        }
    }

    fn long(&self) -> Option<i64> {
        match self {
            Self::Text(text) => long_of(text),
            Self::Json(json) => convert(&dynamic_value(json)?, Type::Long).as_i64(),
        }
    }

    fn real(&self) -> Option<f64> {
        match self {
            Self::Text(text) => real(text),
            Self::Json(json) => convert(&dynamic_value(json)?, Type::Real).as_f64(),
        }
    }

    fn bool(&self) -> Option<bool> {
        match self {
            Self::Text(text) => bool_of(text),
            Self::Json("true") => Some(true),
            Self::Json("false") => Some(false),
            Self::Json(json) => convert(&dynamic_value(json)?, Type::Bool).as_bool(),
        }
    }
}

/// The value of JSON text that is a number or bool; arrays and bags convert to nothing.
fn dynamic_value(json: &str) -> Option<Value> {
    if json.starts_with(['[', '{']) {
        return None;
    }
    dynamic::parse(json).map(Value::json)
}

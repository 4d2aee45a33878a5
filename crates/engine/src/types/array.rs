//! Between values and Arrow arrays.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, BooleanBuilder, Decimal128Array, Decimal128Builder,
    Float64Array, Float64Builder, Int32Array, Int32Builder, Int64Array, Int64Builder,
    StringViewArray, StringViewBuilder, StructArray,
};
use datafusion::arrow::datatypes::{DataType, Decimal128Type, Field, Fields};
use datafusion::common::ScalarValue;
use datafusion::error::{DataFusionError, Result};

use super::{Json, Type, Value, decimal, dynamic};

/// Reads values of one column. Made once for a batch, then asked row by row.
pub struct Reader<'a> {
    ty: Type,
    array: Typed<'a>,
}

enum Typed<'a> {
    Bool(&'a BooleanArray),
    Int(&'a Int32Array),
    Long(&'a Int64Array),
    Real(&'a Float64Array),
    Decimal(&'a Decimal128Array),
    Text(&'a StringViewArray),
}

impl<'a> Reader<'a> {
    /// Fails when the array is not how Arrow stores `ty`, which is our own mistake.
    pub fn new(ty: Type, array: &'a dyn Array) -> Result<Self> {
        let typed = match array.data_type() {
            DataType::Boolean => Typed::Bool(array.as_boolean()),
            DataType::Int32 => Typed::Int(array.as_primitive()),
            DataType::Int64 => Typed::Long(array.as_primitive()),
            DataType::Float64 => Typed::Real(array.as_primitive()),
            DataType::Decimal128(_, _) => Typed::Decimal(array.as_primitive::<Decimal128Type>()),
            DataType::Utf8View => Typed::Text(array.as_string_view()),
            other => return Err(mismatch(ty, other)),
        };
        if ty.arrow() != *array.data_type() {
            return Err(mismatch(ty, array.data_type()));
        }
        Ok(Self { ty, array: typed })
    }

    pub fn is_null(&self, row: usize) -> bool {
        match &self.array {
            Typed::Bool(a) => a.is_null(row),
            Typed::Int(a) => a.is_null(row),
            Typed::Long(a) => a.is_null(row),
            Typed::Real(a) => a.is_null(row),
            Typed::Decimal(a) => a.is_null(row),
            Typed::Text(a) => a.is_null(row),
        }
    }

    /// The text of a string, guid or dynamic, without reading it; `""` for null.
    pub fn text(&self, row: usize) -> &'a str {
        match &self.array {
            Typed::Text(a) if !a.is_null(row) => a.value(row),
            _ => "",
        }
    }

    /// A whole number, or the ticks of a datetime or timespan.
    pub fn long(&self, row: usize) -> Option<i64> {
        match &self.array {
            Typed::Int(a) if !a.is_null(row) => Some(i64::from(a.value(row))),
            Typed::Long(a) if !a.is_null(row) => Some(a.value(row)),
            _ => None,
        }
    }

    /// Any number as a double; ticks of a datetime or timespan too.
    pub fn real(&self, row: usize) -> Option<f64> {
        match &self.array {
            Typed::Real(a) if !a.is_null(row) => Some(a.value(row)),
            Typed::Decimal(a) if !a.is_null(row) => Some(decimal::to_f64(a.value(row))),
            _ => self.long(row).map(|i| i as f64),
        }
    }

    /// A decimal, scaled by 10^18.
    pub fn decimal(&self, row: usize) -> Option<i128> {
        match &self.array {
            Typed::Decimal(a) if !a.is_null(row) => Some(a.value(row)),
            _ => None,
        }
    }

    /// A bool.
    pub fn boolean(&self, row: usize) -> Option<bool> {
        match &self.array {
            Typed::Bool(a) if !a.is_null(row) => Some(a.value(row)),
            _ => None,
        }
    }

    pub fn value(&self, row: usize) -> Value {
        if self.is_null(row) {
            return Value::missing(self.ty);
        }
        match (&self.array, self.ty) {
            (Typed::Bool(a), _) => Value::Bool(a.value(row)),
            (Typed::Int(a), _) => Value::Int(a.value(row)),
            (Typed::Long(a), Type::Datetime) => Value::Datetime(a.value(row)),
            (Typed::Long(a), Type::Timespan) => Value::Timespan(a.value(row)),
            (Typed::Long(a), _) => Value::Long(a.value(row)),
            (Typed::Real(a), _) => Value::Real(a.value(row)),
            (Typed::Decimal(a), _) => Value::Decimal(a.value(row)),
            (Typed::Text(a), Type::Guid) => Value::Guid(a.value(row).to_owned()),
            (Typed::Text(a), Type::Dynamic) => {
                dynamic::parse(a.value(row)).map_or(Value::Null, Value::json)
            }
            (Typed::Text(a), _) => Value::String(a.value(row).to_owned()),
        }
    }
}

fn mismatch(ty: Type, stored: &DataType) -> DataFusionError {
    DataFusionError::Internal(format!("a column of type {ty} is stored as {stored}"))
}

/// Builds a column of one type out of values. A value of another type becomes null (or `""`).
pub enum Builder {
    Bool(BooleanBuilder),
    Int(Int32Builder),
    Long(Int64Builder),
    Real(Float64Builder),
    Decimal(Decimal128Builder),
    Text(Type, StringViewBuilder),
}

impl Builder {
    pub fn new(ty: Type, rows: usize) -> Self {
        match ty {
            Type::Bool => Self::Bool(BooleanBuilder::with_capacity(rows)),
            Type::Int => Self::Int(Int32Builder::with_capacity(rows)),
            Type::Long | Type::Datetime | Type::Timespan => {
                Self::Long(Int64Builder::with_capacity(rows))
            }
            Type::Real => Self::Real(Float64Builder::with_capacity(rows)),
            Type::Decimal => Self::Decimal(
                Decimal128Builder::with_capacity(rows).with_data_type(Type::Decimal.arrow()),
            ),
            Type::String | Type::Guid | Type::Dynamic => {
                Self::Text(ty, StringViewBuilder::with_capacity(rows))
            }
        }
    }

    pub fn push(&mut self, value: &Value) {
        match self {
            Self::Bool(b) => b.append_option(match value {
                Value::Bool(v) => Some(*v),
                _ => None,
            }),
            Self::Int(b) => b.append_option(match value {
                Value::Int(v) => Some(*v),
                Value::Long(v) => i32::try_from(*v).ok(),
                _ => None,
            }),
            Self::Long(b) => b.append_option(match value {
                Value::Dynamic(_) => None,
                other => other.as_i64(),
            }),
            Self::Real(b) => b.append_option(match value {
                Value::Dynamic(_) => None,
                other => other.as_f64(),
            }),
            Self::Decimal(b) => b.append_option(match value {
                Value::Decimal(v) => Some(*v),
                Value::Int(v) => Some(decimal::from_i64(i64::from(*v))),
                Value::Long(v) => Some(decimal::from_i64(*v)),
                _ => None,
            }),
            Self::Text(Type::Dynamic, b) => match value {
                Value::Null => b.append_null(),
                Value::Dynamic(json) => b.append_value(dynamic::to_json_text(json)),
                other => match other.to_json() {
                    Json::Null => b.append_null(),
                    json => b.append_value(dynamic::to_json_text(&json)),
                },
            },
            Self::Text(Type::Guid, b) => match value {
                Value::Guid(text) => b.append_value(text),
                _ => b.append_null(),
            },
            Self::Text(_, b) => match value {
                Value::String(text) => b.append_value(text),
                _ => b.append_value(""),
            },
        }
    }

    pub fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Bool(b) => Arc::new(b.finish()),
            Self::Int(b) => Arc::new(b.finish()),
            Self::Long(b) => Arc::new(b.finish()),
            Self::Real(b) => Arc::new(b.finish()),
            Self::Decimal(b) => Arc::new(b.finish()),
            Self::Text(_, b) => Arc::new(b.finish()),
        }
    }
}

/// A column of values.
pub fn array<'v>(ty: Type, values: impl IntoIterator<Item = &'v Value>) -> ArrayRef {
    let values = values.into_iter();
    let mut builder = Builder::new(ty, values.size_hint().0);
    for value in values {
        builder.push(value);
    }
    builder.finish()
}

/// A literal of a plan.
pub fn scalar(ty: Type, value: &Value) -> ScalarValue {
    match (ty, value) {
        (Type::Bool, Value::Bool(b)) => ScalarValue::Boolean(Some(*b)),
        (Type::Bool, _) => ScalarValue::Boolean(None),
        (Type::Int, Value::Int(i)) => ScalarValue::Int32(Some(*i)),
        (Type::Int, Value::Long(i)) => ScalarValue::Int32(i32::try_from(*i).ok()),
        (Type::Int, _) => ScalarValue::Int32(None),
        (Type::Long | Type::Datetime | Type::Timespan, v) => ScalarValue::Int64(v.as_i64()),
        (Type::Real, v) => ScalarValue::Float64(v.as_f64()),
        (Type::Decimal, Value::Decimal(d)) => {
            ScalarValue::Decimal128(Some(*d), decimal::PRECISION, decimal::SCALE)
        }
        (Type::Decimal, _) => ScalarValue::Decimal128(None, decimal::PRECISION, decimal::SCALE),
        (Type::String, v) => ScalarValue::Utf8View(Some(match v {
            Value::String(s) => s.clone(),
            _ => String::new(),
        })),
        (Type::Guid, Value::Guid(g)) => ScalarValue::Utf8View(Some(g.clone())),
        (Type::Guid, _) => ScalarValue::Utf8View(None),
        (Type::Dynamic, v) => {
            let json = v.to_json();
            ScalarValue::Utf8View((!json.is_null()).then(|| dynamic::to_json_text(&json)))
        }
    }
}

/// The value of a plan's literal.
pub fn from_scalar(ty: Type, scalar: &ScalarValue) -> Result<Value> {
    let array = scalar.to_array()?;
    Ok(Reader::new(ty, array.as_ref())?.value(0))
}

/// The Arrow type of a result of several columns.
pub fn row_type(types: &[Type]) -> DataType {
    DataType::Struct(
        types
            .iter()
            .enumerate()
            .map(|(i, ty)| Field::new(format!("c{i}"), ty.arrow(), true))
            .collect(),
    )
}

/// A column of `Value::Row`s as a struct array.
pub fn rows(types: &[Type], values: &[Value]) -> Result<ArrayRef> {
    let DataType::Struct(fields) = row_type(types) else {
        return Err(DataFusionError::Internal("a row is a struct".to_owned()));
    };
    rows_with_fields(fields, types, values)
}

fn rows_with_fields(fields: Fields, types: &[Type], values: &[Value]) -> Result<ArrayRef> {
    let columns: Vec<ArrayRef> = types
        .iter()
        .enumerate()
        .map(|(i, ty)| {
            let missing = Value::missing(*ty);
            let cells = values.iter().map(|row| match row {
                Value::Row(cells) => cells.get(i).unwrap_or(&missing),
                _ => &missing,
            });
            array(*ty, cells.collect::<Vec<_>>())
        })
        .collect();
    Ok(Arc::new(StructArray::try_new(fields, columns, None)?))
}

//! Arrow arrays of other people's files as the engine stores its types.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Int64Array, StringViewArray, StringViewBuilder,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type, TimeUnit};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use vigie_engine::types::{Type, datetime};

use crate::json::quote;

/// The type of the language in which a column is held.
pub(crate) fn type_of(data: &DataType) -> Type {
    match data {
        DataType::Boolean => Type::Bool,
        data if data.is_integer() => Type::Long,
        data if data.is_floating() || data.is_decimal() => Type::Real,
        DataType::Timestamp(..) | DataType::Date32 | DataType::Date64 => Type::Datetime,
        DataType::Time32(_) | DataType::Time64(_) | DataType::Duration(_) => Type::Timespan,
        data if data.is_nested() => Type::Dynamic,
        DataType::Dictionary(_, values) => type_of(values),
        _ => Type::String,
    }
}

/// The same values as the engine stores them: strings without nulls, times in ticks, what is nested
/// as JSON.
pub(super) fn stored(array: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    if let DataType::Dictionary(_, values) = array.data_type() {
        return stored(&cast(array, values)?);
    }
    let ty = type_of(array.data_type());
    match ty {
        Type::Dynamic => nested(array),
        Type::Datetime => ticks(array, datetime::UNIX_EPOCH),
        Type::Timespan => ticks(array, 0),
        Type::String => {
            let texts = match array.data_type() {
                DataType::Binary | DataType::LargeBinary | DataType::BinaryView => {
                    lossy(&cast(array, &DataType::BinaryView)?)
                }
                DataType::Null => Arc::new(StringViewArray::new_null(array.len())),
                _ => cast(array, &DataType::Utf8View)?,
            };
            Ok(without_nulls(texts))
        }
        _ => cast(array, &ty.arrow()),
    }
}

fn lossy(bytes: &ArrayRef) -> ArrayRef {
    let texts = bytes
        .as_binary_view()
        .iter()
        .map(|bytes| bytes.map(String::from_utf8_lossy));
    Arc::new(texts.collect::<StringViewArray>())
}

fn without_nulls(texts: ArrayRef) -> ArrayRef {
    if texts.null_count() == 0 {
        return texts;
    }
    let texts = texts.as_string_view().iter().map(Option::unwrap_or_default);
    Arc::new(StringViewArray::from_iter_values(texts))
}

/// Ticks of 100 ns since `epoch`; what the language cannot hold becomes null.
fn ticks(array: &ArrayRef, epoch: i64) -> Result<ArrayRef, ArrowError> {
    let (array, unit) = match array.data_type() {
        DataType::Timestamp(unit, _)
        | DataType::Time32(unit)
        | DataType::Time64(unit)
        | DataType::Duration(unit) => (Arc::clone(array), *unit),
        _ => (
            cast(array, &DataType::Timestamp(TimeUnit::Millisecond, None))?,
            TimeUnit::Millisecond,
        ),
    };
    let numbers = match array.data_type() {
        DataType::Time32(_) => cast(&cast(&array, &DataType::Int32)?, &DataType::Int64)?,
        _ => cast(&array, &DataType::Int64)?,
    };
    let in_ticks = |n: i64| -> Option<i64> {
        let ticks = match unit {
            TimeUnit::Second => n.checked_mul(10_000_000)?,
            TimeUnit::Millisecond => n.checked_mul(10_000)?,
            TimeUnit::Microsecond => n.checked_mul(10)?,
            TimeUnit::Nanosecond => n.div_euclid(100),
        };
        let ticks = ticks.checked_add(epoch)?;
        (epoch == 0 || datetime::checked(ticks).is_some()).then_some(ticks)
    };
    let ticks: Int64Array = numbers.as_primitive::<Int64Type>().unary_opt(in_ticks);
    Ok(Arc::new(ticks))
}

/// Lists, structs and maps as JSON text; null stays null.
fn nested(array: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let mut out = StringViewBuilder::with_capacity(array.len());
    let mut text = String::new();
    for row in 0..array.len() {
        if array.is_null(row) {
            out.append_null();
            continue;
        }
        text.clear();
        write_json(array, row, &mut text)?;
        out.append_value(&text);
    }
    Ok(Arc::new(out.finish()))
}

/// The depth of the recursion is that of the file's schema.
fn write_json(array: &ArrayRef, row: usize, out: &mut String) -> Result<(), ArrowError> {
    if array.is_null(row) {
        out.push_str("null");
        return Ok(());
    }
    match array.data_type() {
        DataType::Struct(fields) => {
            let columns = array.as_struct().columns();
            let present = fields.iter().zip(columns).filter(|(_, c)| c.is_valid(row));
            out.push('{');
            for (number, (field, column)) in present.enumerate() {
                if number > 0 {
                    out.push(',');
                }
                quote(out, field.name());
                out.push(':');
                write_json(column, row, out)?;
            }
            out.push('}');
        }
        DataType::List(_) => write_list(&array.as_list::<i32>().value(row), out)?,
        DataType::LargeList(_) => write_list(&array.as_list::<i64>().value(row), out)?,
        DataType::ListView(_) => write_list(&array.as_list_view::<i32>().value(row), out)?,
        DataType::LargeListView(_) => write_list(&array.as_list_view::<i64>().value(row), out)?,
        DataType::FixedSizeList(..) => write_list(&array.as_fixed_size_list().value(row), out)?,
        DataType::Map(..) => {
            let entries = array.as_map().value(row);
            let (keys, values) = (entries.column(0), entries.column(1));
            out.push('{');
            for entry in 0..entries.len() {
                if entry > 0 {
                    out.push(',');
                }
                quote(out, &shown(keys, entry)?);
                out.push(':');
                write_json(values, entry, out)?;
            }
            out.push('}');
        }
        data => match type_of(data) {
            Type::Bool | Type::Long => out.push_str(&shown(array, row)?),
            Type::Real => {
                let text = shown(array, row)?;
                match text.parse::<f64>().ok().filter(|r| r.is_finite()) {
                    Some(_) => out.push_str(&text),
                    None => quote(out, &text),
                }
            }
            Type::Datetime => {
                let one = ticks(&array.slice(row, 1), datetime::UNIX_EPOCH)?;
                let one = one.as_primitive::<Int64Type>();
                if one.is_null(0) {
                    out.push_str("null");
                } else {
                    quote(out, &datetime::format(one.value(0)));
                }
            }
            _ => quote(out, &shown(array, row)?),
        },
    }
    Ok(())
}

fn write_list(items: &ArrayRef, out: &mut String) -> Result<(), ArrowError> {
    out.push('[');
    for item in 0..items.len() {
        if item > 0 {
            out.push(',');
        }
        write_json(items, item, out)?;
    }
    out.push(']');
    Ok(())
}

fn shown(array: &ArrayRef, row: usize) -> Result<String, ArrowError> {
    let format = ArrayFormatter::try_new(array.as_ref(), &FormatOptions::default())?;
    Ok(format.value(row).to_string())
}

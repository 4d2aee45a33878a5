//! Between the engine's values and the texts that specs write for them.

use vigie_engine::memory::MemoryTable;
use vigie_engine::types::{Column, Type, Value, datetime, decimal, dynamic, timespan};

use crate::table::{datetime_cell, real_cell, string_cell};

/// A value as a cell of a table.
pub fn cell(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(b) => b.to_string(),
        Value::Real(r) => real_cell(*r),
        Value::String(s) => string_cell(s),
        Value::Datetime(t) => datetime_cell(&datetime::format(*t)),
        Value::Dynamic(json) => dynamic::to_json_text(json),
        Value::Int(_)
        | Value::Long(_)
        | Value::Decimal(_)
        | Value::Timespan(_)
        | Value::Guid(_) => value.to_text(),
        Value::Row(cells) => cells.iter().map(cell).collect::<Vec<_>>().join(" | "),
    }
}

/// A value as the example of a function writes it: as in a table, but strings are bare unless they
/// are empty, and datetimes have all their digits.
pub fn example(value: &Value) -> String {
    match value {
        Value::String(s) if !s.is_empty() => s.clone(),
        Value::Datetime(t) => datetime::format(*t),
        other => cell(other),
    }
}

/// Reads the text of a `csv` block as a table. The head has `name:type`, or only `name` for a string.
///
/// # Errors
/// A sentence about the first cell that is no value of its column's type.
pub fn read_csv(table: &str, text: &str) -> Result<MemoryTable, String> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut columns = Vec::new();
    for column in reader.headers().map_err(|e| e.to_string())? {
        let (name, ty) = column.rsplit_once(':').unwrap_or((column, "string"));
        let ty = Type::from_name(ty.trim()).ok_or_else(|| format!("`{ty}` is no type"))?;
        columns.push(Column::new(name.trim(), ty));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| e.to_string())?;
        if record.len() != columns.len() {
            let (cells, head) = (record.len(), columns.len());
            return Err(format!("a row has {cells} cells, the head {head}"));
        }
        let cells = columns.iter().zip(&record);
        let row = cells.map(|(column, text)| {
            let Column { name, ty } = column;
            read(*ty, text).ok_or_else(|| format!("`{text}` in column `{name}` is no {ty}"))
        });
        rows.push(row.collect::<Result<Vec<_>, _>>()?);
    }
    MemoryTable::new(table, columns, &rows).map_err(|e| e.to_string())
}

/// A value of a type from its text; an empty text is null, or the empty string.
fn read(ty: Type, text: &str) -> Option<Value> {
    if text.is_empty() {
        return Some(Value::missing(ty));
    }
    Some(match ty {
        Type::Bool => Value::Bool(text.parse().ok()?),
        Type::Int => Value::Int(text.parse().ok()?),
        Type::Long => Value::Long(text.parse().ok()?),
        Type::Real => Value::Real(text.parse().ok()?),
        Type::Decimal => Value::Decimal(decimal::parse(text)?),
        Type::String => Value::String(text.to_owned()),
        Type::Datetime => Value::Datetime(datetime::parse(text)?),
        Type::Timespan => Value::Timespan(timespan::parse(text)?),
        Type::Guid => Value::Guid(text.to_lowercase()),
        Type::Dynamic => Value::json(dynamic::parse(text)?),
    })
}

//! Rows that have no value, and rows whose value is empty.

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::error::Result;

use super::columns::bools;
use crate::functions::def::Columns;
use crate::types::Type;

/// `isnull`: a string is never null.
pub fn null(columns: &Columns<'_>, wanted: bool) -> Result<ArrayRef> {
    let array = &columns.arrays[0];
    let string = columns.types[0] == Type::String;
    Ok(bools(columns.rows, |row| {
        (array.is_null(row) && !string) == wanted
    }))
}

/// `isempty`: null, or a text without characters.
pub fn empty(columns: &Columns<'_>, wanted: bool) -> Result<ArrayRef> {
    let array = &columns.arrays[0];
    let nothing = match columns.types[0] {
        Type::String => "",
        // The JSON text of an empty string.
        Type::Dynamic => "\"\"",
        _ => return Ok(bools(columns.rows, |row| array.is_null(row) == wanted)),
    };
    let texts = array.as_string_view();
    Ok(bools(columns.rows, |row| {
        (texts.is_null(row) || texts.value(row) == nothing) == wanted
    }))
}

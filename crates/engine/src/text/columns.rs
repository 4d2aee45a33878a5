//! Columns of texts, as the functions over whole columns read and write them.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Int64Array, StringViewArray, StringViewBuilder,
};
use datafusion::arrow::buffer::BooleanBuffer;
use datafusion::error::{DataFusionError, Result};

use super::search::Needle;
use crate::functions::def::{CallSite, ColumnFunction, Columns};
use crate::types::array::Reader;
use crate::types::{Json, Type, Value, convert_column, dynamic};

/// The texts of one argument, row by row.
#[derive(Debug)]
pub struct Texts {
    array: StringViewArray,
    constant: bool,
}

impl Texts {
    /// An argument of any type; what is not text is read as `tostring()` reads it.
    pub fn of(columns: &Columns<'_>, at: usize) -> Result<Self> {
        let array = convert_column(&columns.arrays[at], columns.types[at], Type::String)?;
        let array = array.as_string_view().clone();
        Ok(Self {
            array,
            constant: columns.constant[at],
        })
    }

    /// The text of a row; null reads as `""`.
    pub fn at(&self, row: usize) -> &str {
        let row = if self.constant { 0 } else { row };
        if self.array.is_null(row) {
            ""
        } else {
            self.array.value(row)
        }
    }

    /// Whether every row has the same text.
    pub fn constant(&self) -> Option<&str> {
        (self.constant && !self.array.is_empty()).then(|| self.at(0))
    }
}

/// A bool for each row.
pub fn bools(rows: usize, f: impl FnMut(usize) -> bool) -> ArrayRef {
    Arc::new(BooleanArray::new(
        BooleanBuffer::collect_bool(rows, f),
        None,
    ))
}

/// The longest text that a function makes, in bytes. A few calls in one another could make one
/// that fills the memory.
pub const MOST_TEXT: usize = 64 << 20;

/// All texts of one batch together may be as long as this.
pub const MOST_BATCH: usize = 1 << 30;

/// Writes a piece of text, unless the text is too long already.
pub fn append(out: &mut String, piece: &str) {
    if out.len() <= MOST_TEXT {
        out.push_str(piece);
    }
}

/// A text for each row, written into an empty buffer with [`append`].
///
/// # Errors
/// When the texts are too long.
pub fn strings(rows: usize, mut write: impl FnMut(usize, &mut String)) -> Result<ArrayRef> {
    let mut builder = StringViewBuilder::with_capacity(rows);
    let mut text = String::new();
    let mut total = 0;
    for row in 0..rows {
        text.clear();
        write(row, &mut text);
        total += text.len();
        if text.len() > MOST_TEXT || total > MOST_BATCH {
            let limit = format!("a text is longer than {} MiB", MOST_TEXT >> 20);
            return Err(DataFusionError::ResourcesExhausted(limit));
        }
        builder.append_value(&text);
    }
    Ok(Arc::new(builder.finish()))
}

/// A piece of an argument's text for each row.
pub fn pieces<'t>(rows: usize, mut piece: impl FnMut(usize) -> &'t str) -> ArrayRef {
    let mut builder = StringViewBuilder::with_capacity(rows);
    for row in 0..rows {
        builder.append_value(piece(row));
    }
    Arc::new(builder.finish())
}

/// An operator between texts and a text to look for, which is prepared once when it is constant.
pub fn search(
    site: &CallSite<'_>,
    prepare: fn(&str) -> Needle,
    test: fn(&Needle, &str) -> bool,
) -> ColumnFunction {
    let known = site.text(1).map(prepare);
    Arc::new(move |columns| {
        let texts = Texts::of(columns, 0)?;
        if let Some(needle) = &known {
            return Ok(bools(columns.rows, |row| test(needle, texts.at(row))));
        }
        let needles = Texts::of(columns, 1)?;
        Ok(bools(columns.rows, |row| {
            test(&prepare(needles.at(row)), texts.at(row))
        }))
    })
}

/// An operator between texts and an array of texts to look for, which is prepared once when it is
/// constant.
pub fn search_list<P: Send + Sync + 'static>(
    site: &CallSite<'_>,
    prepare: fn(&[String]) -> P,
    test: fn(&P, &str) -> bool,
) -> ColumnFunction {
    let known = site.constants.get(1).and_then(Option::as_ref);
    let known = known.map(|value| prepare(&items(value)));
    Arc::new(move |columns| {
        let texts = Texts::of(columns, 0)?;
        if let Some(prepared) = &known {
            return Ok(bools(columns.rows, |row| test(prepared, texts.at(row))));
        }
        let lists = Reader::new(columns.types[1], columns.arrays[1].as_ref())?;
        Ok(bools(columns.rows, |row| {
            test(&prepare(&items(&lists.value(row))), texts.at(row))
        }))
    })
}

/// The texts of a dynamic array; a single value counts as an array of one.
pub fn items(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Dynamic(Json::Array(items)) => items.iter().map(dynamic::to_text).collect(),
        other => vec![other.to_text()],
    }
}

/// The whole numbers of an argument of type int or long, row by row.
pub struct Longs<'a> {
    reader: Option<Reader<'a>>,
    constant: bool,
}

impl<'a> Longs<'a> {
    /// The argument at a place; one that was left out reads as null.
    pub fn of(columns: &Columns<'a>, at: usize) -> Result<Self> {
        let reader = match columns.arrays.get(at) {
            Some(array) => Some(Reader::new(columns.types[at], array.as_ref())?),
            None => None,
        };
        Ok(Self {
            reader,
            constant: columns.constant.get(at).copied().unwrap_or(true),
        })
    }

    pub fn at(&self, row: usize) -> Option<i64> {
        let row = if self.constant { 0 } else { row };
        self.reader.as_ref()?.value(row).as_i64()
    }
}

/// A long for each row.
pub fn longs(rows: usize, f: impl FnMut(usize) -> Option<i64>) -> ArrayRef {
    Arc::new((0..rows).map(f).collect::<Int64Array>())
}

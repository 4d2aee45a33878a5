//! `{"columns":[{"name","type"}],"rows":[[…]]}`: for programs, with the types.

use std::io::{Result, Write};

use vigie_engine::Answer;
use vigie_engine::types::array::Reader;
use vigie_engine::types::{Type, Value};
use vigie_syntax::escape;

/// Writes one object and a line end. Where a query gives several tables, the first is the object's
/// own and the others are in `more`, with their names.
pub(super) fn write(answer: &Answer, out: &mut impl Write) -> Result<()> {
    out.write_all(b"{")?;
    table(answer, out)?;
    for (at, (name, more)) in answer.more.iter().enumerate() {
        let start = if at > 0 { "},{" } else { ",\"more\":[{" };
        write!(out, "{start}\"name\":{},", text(name))?;
        table(more, out)?;
    }
    if !answer.more.is_empty() {
        out.write_all(b"}]")?;
    }
    out.write_all(b"}\n")
}

/// The columns and rows of one table.
fn table(answer: &Answer, out: &mut impl Write) -> Result<()> {
    out.write_all(b"\"columns\":[")?;
    for (at, column) in answer.columns.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let name = text(&column.name);
        write!(out, "{comma}{{\"name\":{name},\"type\":\"{}\"}}", column.ty)?;
    }
    out.write_all(b"],\"rows\":[")?;
    let mut first = true;
    for_each_row(answer, |readers, row| {
        out.write_all(if first { b"[" } else { b",[" })?;
        first = false;
        for (at, (reader, column)) in readers.iter().zip(&answer.columns).enumerate() {
            if at > 0 {
                out.write_all(b",")?;
            }
            cell(reader, column.ty, row, out)?;
        }
        out.write_all(b"]")
    })?;
    out.write_all(b"]")
}

/// Calls `f` with readers of the columns and the number of the row in them, for each row.
pub(super) fn for_each_row(
    answer: &Answer,
    mut f: impl FnMut(&[Reader<'_>], usize) -> Result<()>,
) -> Result<()> {
    for batch in &answer.batches {
        let readers = answer
            .columns
            .iter()
            .zip(batch.columns())
            .map(|(column, array)| Reader::new(column.ty, array.as_ref()))
            .collect::<std::result::Result<Vec<_>, _>>()
            .map_err(std::io::Error::other)?;
        for row in 0..batch.num_rows() {
            f(&readers, row)?;
        }
    }
    Ok(())
}

/// One value as JSON.
pub(super) fn cell(reader: &Reader<'_>, ty: Type, row: usize, out: &mut impl Write) -> Result<()> {
    if reader.is_null(row) && ty != Type::String {
        return out.write_all(b"null");
    }
    match (ty, reader.value(row)) {
        // What stands in a dynamic column is JSON text already.
        (Type::Dynamic, _) => out.write_all(escape::json(reader.text(row)).as_bytes()),
        (_, Value::String(s) | Value::Guid(s)) => out.write_all(text(&s).as_bytes()),
        (_, value) => write!(out, "{}", value.to_json()),
    }
}

/// A text as JSON, quotes included.
pub(super) fn text(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    escape::json(&quoted).into_owned()
}

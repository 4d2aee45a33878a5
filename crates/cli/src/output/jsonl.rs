//! One JSON object a row, its keys the columns.

use std::io::{Result, Write};

use vigie_engine::Answer;

use super::json::{cell, for_each_row, text};

pub(super) fn write(answer: &Answer, out: &mut impl Write) -> Result<()> {
    let keys: Vec<String> = answer.columns.iter().map(|c| text(&c.name)).collect();
    for_each_row(answer, |readers, row| {
        for (at, (reader, column)) in readers.iter().zip(&answer.columns).enumerate() {
            out.write_all(if at == 0 { b"{" } else { b"," })?;
            write!(out, "{}:", keys[at])?;
            cell(reader, column.ty, row, out)?;
        }
        out.write_all(if readers.is_empty() { b"{}\n" } else { b"}\n" })
    })
}

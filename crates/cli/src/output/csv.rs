//! Comma-separated values: a header, then the rows as `tostring()` would write them.

use std::io::{Result, Write};

use vigie_engine::Answer;
use vigie_syntax::escape;

use super::json::for_each_row;

pub(super) fn write(answer: &Answer, out: &mut impl Write) -> Result<()> {
    let header: Vec<String> = answer
        .columns
        .iter()
        .map(|c| escape::csv(&c.name))
        .collect();
    writeln!(out, "{}", header.join(","))?;
    for_each_row(answer, |readers, row| {
        for (at, reader) in readers.iter().enumerate() {
            if at > 0 {
                out.write_all(b",")?;
            }
            out.write_all(escape::csv(&reader.value(row).to_text()).as_bytes())?;
        }
        out.write_all(b"\n")
    })
}

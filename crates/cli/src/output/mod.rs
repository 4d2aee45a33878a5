//! Rows as text, one file a format.

mod csv;
mod json;
mod jsonl;
mod table;

use std::io::Write;

use clap::ValueEnum;
use vigie_engine::Answer;
use vigie_syntax::escape;

use crate::console::Console;
use crate::failure::Failure;

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Columns side by side for people; cells are cut to the width of the terminal
    Table,
    /// One object with the columns and the rows
    Json,
    /// One object a row
    Jsonl,
    /// Comma-separated values with a header
    Csv,
    /// An Apache Parquet file
    Parquet,
}

/// Prints an answer.
pub(crate) fn write(
    answer: &Answer,
    format: Format,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let several = !answer.more.is_empty();
    match format {
        Format::Table => {
            table::write(answer, console.width, console.out_style, console.out())?;
            for (name, table) in &answer.more {
                writeln!(console.out(), "\n-- {}", escape::line(name))?;
                table::write(table, console.width, console.out_style, console.out())?;
            }
        }
        Format::Json => json::write(answer, console.out())?,
        Format::Jsonl | Format::Csv | Format::Parquet if several => {
            return Err(Failure::new(
                "the query gives several tables and this format holds one: use `--format table` or `--format json`",
            ));
        }
        Format::Jsonl => jsonl::write(answer, console.out())?,
        Format::Csv => csv::write(answer, console.out())?,
        Format::Parquet if console.out_is_terminal => {
            return Err(Failure::new(
                "Parquet is not for a terminal: send it to a file with `> rows.parquet`",
            ));
        }
        Format::Parquet => vigie_engine::parquet::write(answer, console.out())?,
    }
    Ok(())
}

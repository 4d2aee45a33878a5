//! From a stream of text to records, each of which is the text of one JSON object.
//!
//! JSON comes as lines, one after another, in arrays and in envelopes; rows of CSV and of query
//! results become objects. What cannot be read is handed over as a rejection, and reading goes on.

mod csv;
mod envelope;
mod format;
mod lines;
mod stream;
mod window;

use std::io::{self, Read};

pub use format::{Format, HEAD, format};
pub use lines::Range;

use crate::files::Flow;
use crate::options::Limits;

/// One record of a file.
#[derive(Debug, Clone, Copy)]
pub struct Record<'r> {
    /// The text of a JSON object, its grammar not yet checked where it is a line.
    pub json: &'r [u8],
    /// Counts the records of the file or the part of it that is read, rejected ones too, from 1.
    pub number: u64,
    /// The line it begins in, counted like the records.
    pub line: u64,
}

/// Who takes the records.
pub trait Sink {
    /// The columns of a CSV file, before its rows, and the time zone that their head names, unless
    /// that is UTC.
    fn columns(&mut self, _names: &[String], _zone: Option<&str>) {}

    fn record(&mut self, record: Record<'_>) -> Flow;

    /// Something stands where a record was expected, and `why` it is none.
    fn reject(&mut self, number: u64, line: u64, why: &str) -> Flow;
}

/// How a stream was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// [`Flow::Stop`] when the sink had enough.
    pub flow: Flow,
    /// Records that were read, rejected ones too.
    pub records: u64,
    /// Lines that were read; not counted for CSV.
    pub lines: u64,
}

/// Reads a stream to its end, or until the sink has enough.
///
/// # Errors
///
/// What the stream's `read` gives.
pub fn read(
    reader: &mut dyn Read,
    format: Format,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> io::Result<Ended> {
    match format {
        Format::Lines => lines::read(reader, None, limits, sink),
        Format::Json => stream::read(reader, limits, sink),
        Format::Csv { delimiter } => csv::read(reader, delimiter, limits, sink),
        // Parquet is not read as a stream.
        Format::Parquet => Ok(Ended {
            flow: Flow::Go,
            records: 0,
            lines: 0,
        }),
    }
}

/// Reads the lines that begin in a part of a file; the reader stands where the part begins, or one
/// byte before it, as [`Range`] says.
///
/// # Errors
///
/// What the stream's `read` gives.
pub fn read_range(
    reader: &mut dyn Read,
    range: Range,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> io::Result<Ended> {
    lines::read(reader, Some(range), limits, sink)
}

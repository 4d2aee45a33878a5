//! How alerts are written, one file a format.

mod csv;
mod html;
mod jsonl;
mod ocsf;
mod sarif;
mod text;

use std::io::{Result, Write};

use crate::report::Report;

pub(crate) use sarif::uri as sarif_uri;

/// What a format may want to know about where it is written to.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Columns of a line.
    pub width: usize,
    pub colors: bool,
    /// Everything that is known of each alert.
    pub full: bool,
}

/// A format of alerts.
#[derive(Debug, Clone, Copy)]
pub struct Sink {
    pub name: &'static str,
    /// One line about it.
    pub summary: &'static str,
    pub write: fn(&Report, &Page, &mut dyn Write) -> Result<()>,
    /// Whether it tells what was read and what was not run.
    pub has_ledger: bool,
}

/// All of them.
pub const SINKS: &[Sink] = &[
    text::SINK,
    jsonl::SINK,
    csv::SINK,
    html::SINK,
    ocsf::SINK,
    sarif::SINK,
];

/// The account of what was found, run and read, for formats without one.
///
/// # Errors
/// The output's.
pub fn ledger(report: &Report, page: &Page, out: &mut dyn Write) -> Result<()> {
    text::ledger(report, page, out)
}

/// The format of a name.
pub fn sink(name: &str) -> Option<&'static Sink> {
    SINKS.iter().find(|sink| sink.name == name)
}

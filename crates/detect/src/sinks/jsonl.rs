//! One JSON object an alert.

use std::io::{Result, Write};

use vigie_syntax::escape;

use super::{Page, Sink};
use crate::report::Report;

pub(super) const SINK: Sink = Sink {
    name: "jsonl",
    summary: "One JSON object a line for each alert",
    write,
    has_ledger: false,
};

fn write(report: &Report, _: &Page, out: &mut dyn Write) -> Result<()> {
    for alert in &report.alerts {
        writeln!(out, "{}", escape::json(&alert.json().to_string()))?;
    }
    Ok(())
}

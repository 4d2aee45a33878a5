//! A table of the alerts for spreadsheets: what each is about, and where its records are.

use std::io::{Result, Write};

use vigie_engine::types::datetime;
use vigie_syntax::escape;

use super::{Page, Sink};
use crate::alert::Alert;
use crate::report::Report;

pub(super) const SINK: Sink = Sink {
    name: "csv",
    summary: "A table of the alerts",
    write,
    has_ledger: false,
};

type Column = (&'static str, fn(&Alert) -> String);

const COLUMNS: &[Column] = &[
    ("id", |a| a.id.clone()),
    ("severity", |a| a.severity.name().to_owned()),
    ("title", |a| a.title.clone()),
    ("first", |a| datetime::format(a.first)),
    ("last", |a| datetime::format(a.last)),
    ("rule", |a| a.rule.id.clone()),
    ("rule_title", |a| a.rule.name.clone()),
    ("tactics", |a| {
        list(a.tactics.iter().map(|t| t.name.clone()))
    }),
    ("techniques", |a| a.techniques.join(" ")),
    ("entities", |a| {
        let all = a.entities.iter();
        list(all.map(|e| format!("{}: {}", e.kind, e.value())))
    }),
    ("custom_details", |a| {
        let all = a.custom_details.iter();
        list(all.map(|(name, value)| format!("{name}: {}", value.to_text())))
    }),
    ("records", |a| a.records.len().to_string()),
    ("first_record", |a| {
        let first = a.records.first();
        first.map_or(String::new(), |r| format!("{}:{}", r.file, r.number))
    }),
    ("incident", |a| a.incident.clone()),
    ("suppressed", |a| {
        let by = a.suppressed.as_ref();
        by.map_or(String::new(), |s| s.exception.clone())
    }),
    ("description", |a| a.description.trim().to_owned()),
];

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("; ")
}

fn write(report: &Report, _: &Page, out: &mut dyn Write) -> Result<()> {
    let header: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    writeln!(out, "{}", header.join(","))?;
    for alert in &report.alerts {
        let cells: Vec<String> = COLUMNS
            .iter()
            .map(|(_, cell)| escape::csv(&cell(alert)))
            .collect();
        writeln!(out, "{}", cells.join(","))?;
    }
    Ok(())
}

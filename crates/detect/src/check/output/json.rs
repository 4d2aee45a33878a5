//! One JSON object a rule and line, for programs.

use std::io::{Result, Write};

use serde_json::{Value as Json, json};
use vigie_syntax::{Diagnostic, escape, render};

use super::{Format, Page};
use crate::check::verdict::Verdict;

pub(super) const FORMAT: Format = Format {
    name: "json",
    summary: "One JSON object a rule and line",
    write,
};

fn write(verdicts: &[Verdict], _: Page, out: &mut dyn Write) -> Result<()> {
    for verdict in verdicts {
        let found = verdict.diagnostics.iter();
        let line = json!({
            "path": verdict.path.to_string_lossy(),
            "id": verdict.id,
            "ok": verdict.ok,
            "diagnostics": found.map(|d| diagnostic(d, &verdict.source)).collect::<Vec<_>>(),
        });
        writeln!(out, "{}", escape::json(&line.to_string()))?;
    }
    Ok(())
}

fn diagnostic(diagnostic: &Diagnostic, source: &str) -> Json {
    let (line, column) = diagnostic.position(source);
    let mut json = json!({
        "code": diagnostic.code,
        "severity": render::name(diagnostic.severity),
        "message": diagnostic.message,
        "line": line,
        "column": column,
    });
    let places = diagnostic.labels.iter().map(|label| {
        let (line, column) = vigie_syntax::span::line_column(source, label.span.start);
        json!({"line": line, "column": column, "message": label.text})
    });
    let help = diagnostic.help.iter().map(|h| Json::from(h.text.as_str()));
    for (key, values) in [
        ("places", places.collect::<Vec<_>>()),
        (
            "notes",
            diagnostic
                .notes
                .iter()
                .map(|n| Json::from(n.as_str()))
                .collect(),
        ),
        ("help", help.collect()),
    ] {
        if !values.is_empty() {
            json[key] = Json::Array(values);
        }
    }
    json
}

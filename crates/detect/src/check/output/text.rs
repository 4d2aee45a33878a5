//! For people: each finding with the lines it is about, then how many there are.

use std::io::{Result, Write};

use vigie_syntax::render::{self, Style};
use vigie_syntax::{Diagnostic, Severity};

use super::{Format, Page};
use crate::check::verdict::Verdict;

pub(super) const FORMAT: Format = Format {
    name: "text",
    summary: "The findings with the lines they are about",
    write,
};

/// Bytes of a further place that are shown.
const MAX_LABEL: u32 = 24;

fn write(verdicts: &[Verdict], page: Page, out: &mut dyn Write) -> Result<()> {
    let style = if page.colors {
        Style::Colors
    } else {
        Style::Plain
    };
    for verdict in verdicts {
        let path = verdict.path.to_string_lossy();
        let shown: Vec<Diagnostic> = verdict.diagnostics.iter().map(narrow).collect();
        let shown = render::full(&shown, &verdict.source, &path, style);
        if !shown.is_empty() {
            writeln!(out, "{shown}")?;
        }
    }
    let found = |severity: Severity| {
        let all = verdicts.iter().flat_map(|v| &v.diagnostics);
        all.filter(|d| d.severity == severity).count()
    };
    let severities = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "note"),
    ];
    let mut parts = Vec::new();
    let broken = verdicts.iter().filter(|v| !v.ok).count();
    if broken > 0 {
        parts.push(format!("{broken} cannot run"));
    }
    for (severity, name) in severities {
        let n = found(severity);
        if n > 0 {
            parts.push(count(n, name));
        }
    }
    if parts.is_empty() {
        parts.push("nothing found".to_owned());
    }
    let rules = count(verdicts.len(), "rule");
    writeln!(out, "{rules} checked: {}", parts.join(", "))
}

/// With shorter places beside the main one, so that both fit on a line.
fn narrow(diagnostic: &Diagnostic) -> Diagnostic {
    let mut diagnostic = diagnostic.clone();
    for label in &mut diagnostic.labels {
        let own = &mut label.span;
        own.end = own.end.min(own.start + MAX_LABEL);
    }
    diagnostic
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

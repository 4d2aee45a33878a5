//! SARIF 2.1.0, for code scanning and editors: a result for each finding.
//!
//! Source: the OASIS standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".

use std::collections::BTreeSet;
use std::io::{Result, Write};

use serde_json::{Value as Json, json};
use vigie_syntax::span::line_column;
use vigie_syntax::{Diagnostic, Severity, Span, escape};

use super::{Format, Page};
use crate::check::checks::CHECKS;
use crate::check::verdict::Verdict;
use crate::sinks::sarif_uri;

pub(super) const FORMAT: Format = Format {
    name: "sarif",
    summary: "One SARIF 2.1.0 log",
    write,
};

fn write(verdicts: &[Verdict], _: Page, out: &mut dyn Write) -> Result<()> {
    let found = || {
        verdicts
            .iter()
            .flat_map(|v| v.diagnostics.iter().map(move |d| (v, d)))
    };
    let codes: BTreeSet<&str> = found().map(|(_, diagnostic)| diagnostic.code).collect();
    let rules: Vec<Json> = codes.iter().map(|code| descriptor(code)).collect();
    let results: Vec<Json> = found()
        .map(|(verdict, diagnostic)| result(diagnostic, verdict))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "vigie",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    writeln!(out, "{}", escape::json(&log.to_string()))
}

fn descriptor(code: &str) -> Json {
    let check = CHECKS.iter().find(|check| check.name == code);
    let mut rule = json!({"id": code});
    if let Some(check) = check {
        rule["shortDescription"] = json!({"text": check.summary});
        rule["defaultConfiguration"] = json!({"level": level(check.severity)});
    }
    rule
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(diagnostic: &Diagnostic, verdict: &Verdict) -> Json {
    let mut text = diagnostic.message.clone();
    let further = diagnostic.notes.iter().map(String::as_str);
    for sentence in further.chain(diagnostic.help.iter().map(|h| h.text.as_str())) {
        text.push_str(". ");
        text.push_str(sentence);
    }
    let related = diagnostic.labels.iter().enumerate().map(|(at, label)| {
        let mut place = location(label.span, verdict);
        place["id"] = json!(at + 1);
        place["message"] = json!({"text": label.text});
        place
    });
    let mut result = json!({
        "ruleId": diagnostic.code,
        "level": level(diagnostic.severity),
        "message": {"text": text},
        "locations": [location(diagnostic.span, verdict)],
        "properties": {"rule": verdict.id},
    });
    let related: Vec<Json> = related.collect();
    if !related.is_empty() {
        result["relatedLocations"] = Json::Array(related);
    }
    result
}

fn location(span: Span, verdict: &Verdict) -> Json {
    let (line, column) = line_column(&verdict.source, span.start);
    let (end_line, end_column) = line_column(&verdict.source, span.end);
    json!({
        "physicalLocation": {
            "artifactLocation": {"uri": sarif_uri(&verdict.path.to_string_lossy())},
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
            },
        },
        "logicalLocations": [{"name": verdict.id, "kind": "rule"}],
    })
}

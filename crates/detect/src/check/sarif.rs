//! Findings as one SARIF 2.1.0 log, for code scanning.
//!
//! Source: the OASIS standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".

use std::collections::BTreeSet;
use std::io::{Result, Write};

use serde_json::{Value as Json, json};
use vigie_syntax::{Diagnostic, Severity, escape};

use super::Checked;
use crate::sinks::sarif_uri;

/// Writes all findings.
///
/// # Errors
/// When nothing can be written.
pub fn write(checked: &[Checked], out: &mut dyn Write) -> Result<()> {
    let codes: BTreeSet<&str> = checked
        .iter()
        .flat_map(|rule| rule.diagnostics.iter().map(|d| d.code))
        .collect();
    let results: Vec<Json> = checked
        .iter()
        .flat_map(|rule| rule.diagnostics.iter().map(|d| result(rule, d)))
        .collect();
    let rules: Vec<Json> = codes.iter().map(|code| json!({"id": code})).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "vigie",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "results": results,
        }],
    });
    writeln!(out, "{}", escape::json(&log.to_string()))
}

fn result(rule: &Checked, diagnostic: &Diagnostic) -> Json {
    let (line, column) = rule.position(diagnostic);
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    json!({
        "ruleId": diagnostic.code,
        "level": level,
        "message": {"text": format!("{}: {}", rule.id, diagnostic.message)},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": sarif_uri(&rule.path.to_string_lossy())},
            "region": {"startLine": line, "startColumn": column},
        }}],
    })
}

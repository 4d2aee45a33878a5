//! SARIF 2.1.0, for code scanning and other tools that show findings: a result for each alert, with
//! the files of its records.
//!
//! Source: the OASIS standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".

use std::collections::BTreeMap;
use std::io::{Result, Write};

use serde_json::{Map, Value as Json, json};
use vigie_syntax::escape;

use super::{Page, Sink};
use crate::alert::{Alert, Record};
use crate::report::Report;
use crate::rule::{Rule, Severity};

pub(super) const SINK: Sink = Sink {
    name: "sarif",
    summary: "One SARIF 2.1.0 log",
    write,
    has_ledger: true,
};

/// Records of an alert that are told as locations.
const LOCATIONS: usize = 100;

fn write(report: &Report, _: &Page, out: &mut dyn Write) -> Result<()> {
    let rules: Vec<&Rule> = report
        .rules
        .iter()
        .filter_map(|account| account.rule.as_deref())
        .collect();
    let index: BTreeMap<&str, usize> = rules
        .iter()
        .enumerate()
        .rev()
        .map(|(at, rule)| (rule.id.as_str(), at))
        .collect();
    let results: Vec<Json> = report.alerts.iter().map(|a| result(a, &index)).collect();
    let failures: Vec<Json> = report
        .not_run()
        .map(|(account, reason)| {
            json!({
                "level": "error",
                "message": {"text": format!("not run: {}: {}", account.name, reason.sentence())},
                "associatedRule": {"id": account.id},
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "vigie",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|r| descriptor(r)).collect::<Vec<_>>(),
            }},
            "invocations": [{
                "executionSuccessful": failures.is_empty(),
                "toolConfigurationNotifications": failures,
            }],
            "results": results,
            "properties": {"ledger": report.ledger_json()},
        }],
    });
    writeln!(out, "{}", escape::json(&log.to_string()))
}

fn descriptor(rule: &Rule) -> Json {
    let description = if rule.description.trim().is_empty() {
        &rule.name
    } else {
        &rule.description
    };
    let tags: Vec<String> = rule
        .tactics
        .iter()
        .chain(&rule.techniques)
        .cloned()
        .collect();
    json!({
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": description.trim()},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"tags": tags, "security-severity": score(rule.severity)},
    })
}

fn result(alert: &Alert, index: &BTreeMap<&str, usize>) -> Json {
    let records = || alert.records.iter();
    let mut result = json!({
        "ruleId": alert.rule.id,
        "level": level(alert.severity),
        "message": {"text": message(alert)},
        "locations": records().take(1).map(location).collect::<Vec<_>>(),
        "relatedLocations": records().skip(1).take(LOCATIONS).map(location).collect::<Vec<_>>(),
        "fingerprints": {"vigie/v1": alert.id},
        "occurrenceCount": alert.records.len().max(1),
        "properties": alert.json(),
    });
    if let Some(object) = result.as_object_mut() {
        if let Some(at) = index.get(alert.rule.id.as_str()) {
            object.insert("ruleIndex".to_owned(), (*at).into());
        }
        if let Some(by) = &alert.suppressed {
            let justification = format!("{}: {} ({})", by.exception, by.reason, by.owner);
            let suppression = json!({"kind": "external", "justification": justification});
            object.insert("suppressions".to_owned(), json!([suppression]));
        }
    }
    result
}

fn message(alert: &Alert) -> String {
    let description = alert.description.trim();
    if description.is_empty() {
        alert.title.clone()
    } else {
        format!("{}: {description}", alert.title)
    }
}

fn location(record: &Record) -> Json {
    let mut says = format!("record {} of {}", record.number, record.table);
    if !record.operation.is_empty() {
        says.push_str(&format!(": {}", record.operation));
    }
    let mut properties = Map::new();
    properties.insert("record".to_owned(), record.number.into());
    properties.insert("event_id".to_owned(), record.event_id.clone().into());
    json!({
        "physicalLocation": {"artifactLocation": {"uri": uri(&record.file)}},
        "message": {"text": says},
        "properties": properties,
    })
}

/// A path as a reference: relative where the path is.
pub(crate) fn uri(path: &str) -> String {
    let mut out = String::new();
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'/'
            | b'.'
            | b'-'
            | b'_'
            | b'~'
            | b'='
            | b'!' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Informational => "note",
    }
}

/// What code scanning sorts by, from 0 to 10.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "3.0",
        Severity::Informational => "0.0",
    }
}

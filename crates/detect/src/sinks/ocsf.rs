//! OCSF events of the class Detection Finding (2004), one a line.
//!
//! Source: the schema of the Open Cybersecurity Schema Framework, version 1.5.0.

use std::io::{Result, Write};

use serde_json::{Map, Value as Json, json};
use vigie_engine::types::datetime;
use vigie_syntax::escape;

use super::{Page, Sink};
use crate::alert::{Alert, Entity, Record};
use crate::report::Report;
use crate::rule::Severity;

pub(super) const SINK: Sink = Sink {
    name: "ocsf",
    summary: "OCSF Detection Finding events (class 2004), one a line",
    write,
    has_ledger: false,
};

const SCHEMA: &str = "1.5.0";
/// Records that are told one by one.
const EVIDENCES: usize = 1000;

fn write(report: &Report, _: &Page, out: &mut dyn Write) -> Result<()> {
    for alert in &report.alerts {
        let event = event(alert, report.attack.name());
        writeln!(out, "{}", escape::json(&event.to_string()))?;
    }
    Ok(())
}

fn event(alert: &Alert, attack: &str) -> Json {
    let (severity_id, severity) = match alert.severity {
        Severity::Informational => (1, "Informational"),
        Severity::Low => (2, "Low"),
        Severity::Medium => (3, "Medium"),
        Severity::High => (4, "High"),
    };
    let (status_id, status) = match alert.suppressed {
        None => (1, "New"),
        Some(_) => (3, "Suppressed"),
    };
    let mut event = json!({
        "activity_id": 1,
        "activity_name": "Create",
        "category_uid": 2,
        "category_name": "Findings",
        "class_uid": 2004,
        "class_name": "Detection Finding",
        "type_uid": 200_401,
        "type_name": "Detection Finding: Create",
        "time": millis(alert.found),
        "start_time": millis(alert.first),
        "end_time": millis(alert.last),
        "severity_id": severity_id,
        "severity": severity,
        "status_id": status_id,
        "status": status,
        "is_alert": alert.suppressed.is_none(),
        "count": alert.records.len().max(1),
        "message": alert.title,
        "metadata": {
            "version": SCHEMA,
            "uid": alert.id,
            "correlation_uid": alert.incident,
            "product": {
                "name": "vigie",
                "vendor_name": "vigie",
                "version": env!("CARGO_PKG_VERSION"),
            },
        },
        "finding_info": finding(alert, attack),
        "observables": observables(alert),
        "evidences": evidences(alert),
    });
    if let (Some(by), Some(object)) = (&alert.suppressed, event.as_object_mut()) {
        let detail = format!("{}: {} ({})", by.exception, by.reason, by.owner);
        object.insert("status_detail".to_owned(), detail.into());
    }
    let details: Map<String, Json> = alert
        .custom_details
        .iter()
        .map(|(name, value)| (name.clone(), value.to_json()))
        .collect();
    if let (false, Some(object)) = (details.is_empty(), event.as_object_mut()) {
        object.insert("unmapped".to_owned(), Json::Object(details));
    }
    event
}

fn finding(alert: &Alert, attack: &str) -> Json {
    let rule = &alert.rule;
    let mut analytic = json!({
        "uid": rule.id,
        "name": rule.name,
        "type_id": 1,
        "type": "Rule",
    });
    if let (Some(version), Some(object)) = (&rule.version, analytic.as_object_mut()) {
        object.insert("version".to_owned(), version.clone().into());
    }
    let mut tables: Vec<&str> = alert.records.iter().map(|r| r.table.as_str()).collect();
    tables.sort_unstable();
    tables.dedup();
    json!({
        "uid": alert.id,
        "title": alert.title,
        "desc": alert.description,
        "created_time": millis(alert.found),
        "modified_time": millis(alert.updated),
        "first_seen_time": millis(alert.first),
        "last_seen_time": millis(alert.last),
        "analytic": analytic,
        "attacks": attacks(alert, attack),
        "data_sources": tables,
    })
}

/// Each technique with each tactic; where there is no technique, the tactics.
fn attacks(alert: &Alert, version: &str) -> Vec<Json> {
    let tactics: Vec<Json> = alert
        .tactics
        .iter()
        .map(|t| json!({"uid": t.id, "name": t.name}))
        .collect();
    let technique = |id: &String| -> Map<String, Json> {
        let base = id.split('.').next().unwrap_or(id);
        let mut object = Map::new();
        object.insert("technique".to_owned(), json!({"uid": base}));
        if base != id {
            object.insert("sub_technique".to_owned(), json!({"uid": id}));
        }
        object
    };
    let mut techniques: Vec<Map<String, Json>> = alert.techniques.iter().map(technique).collect();
    if techniques.is_empty() && !tactics.is_empty() {
        techniques.push(Map::new());
    }
    let tactics: Vec<Option<&Json>> = if tactics.is_empty() {
        vec![None]
    } else {
        tactics.iter().map(Some).collect()
    };
    let mut attacks = Vec::new();
    for technique in techniques {
        for tactic in &tactics {
            let mut attack = technique.clone();
            attack.insert("version".to_owned(), version.into());
            if let Some(tactic) = tactic {
                attack.insert("tactic".to_owned(), (*tactic).clone());
            }
            attacks.push(Json::Object(attack));
        }
    }
    attacks
}

fn observables(alert: &Alert) -> Vec<Json> {
    let observable = |entity: &Entity| {
        let (type_id, kind) = match entity.kind.as_str() {
            "Host" => (1, "Hostname"),
            "IP" => (2, "IP Address"),
            "Account" => (4, "User Name"),
            "Mailbox" => (5, "Email Address"),
            "URL" => (6, "URL String"),
            "File" => (7, "File Name"),
            "FileHash" => (8, "Hash"),
            "Process" => (9, "Process Name"),
            "AzureResource" => (10, "Resource UID"),
            _ => (99, "Other"),
        };
        json!({
            "name": entity.kind,
            "type_id": type_id,
            "type": kind,
            "value": entity.value(),
        })
    };
    alert.entities.iter().map(observable).collect()
}

/// The records; of an alert without any, the row.
fn evidences(alert: &Alert) -> Vec<Json> {
    if alert.records.is_empty() {
        let row = alert.rows.first().into_iter().flatten();
        let cells = alert.columns.iter().zip(row);
        let row: Map<String, Json> = cells.map(|(c, v)| (c.name.clone(), v.to_json())).collect();
        return vec![json!({"data": row})];
    }
    let records = alert.records.iter().take(EVIDENCES);
    records.map(evidence).collect()
}

fn evidence(record: &Record) -> Json {
    let mut object = Map::new();
    if !record.actor.is_empty() {
        let actor = json!({"user": {"name": record.actor}});
        object.insert("actor".to_owned(), actor);
    }
    if !record.operation.is_empty() {
        let api = json!({
            "operation": record.operation,
            "response": {"message": record.result},
        });
        object.insert("api".to_owned(), api);
    }
    if !record.address.is_empty() {
        object.insert("src_endpoint".to_owned(), json!({"ip": record.address}));
    }
    let data = json!({
        "table": record.table,
        "file": record.file,
        "record": record.number,
        "event_id": record.event_id,
        "time": record.time.map(datetime::format),
        "resource": record.resource,
    });
    object.insert("data".to_owned(), data);
    Json::Object(object)
}

/// Milliseconds since 1970.
fn millis(ticks: i64) -> i64 {
    (ticks - datetime::UNIX_EPOCH).div_euclid(10_000)
}

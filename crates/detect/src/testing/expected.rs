//! Whether the alerts that came out are those that must.

use serde_json::{Map, Value as Json};
use vigie_engine::types::{Type, Value, datetime};

use super::document::Line;
use crate::alert::Alert;

/// What differs, as sentences; empty when all is as it must be.
pub(crate) fn compare(expected: &[Line], alerts: &[Alert]) -> Vec<String> {
    let fits: Vec<Vec<bool>> = expected
        .iter()
        .map(|line| {
            let fits = alerts.iter().map(|a| differences(&line.keys, a).is_empty());
            fits.collect()
        })
        .collect();
    let partner = assign(&fits, alerts.len());
    let mut faults = Vec::new();
    let unmatched: Vec<&Alert> = alerts
        .iter()
        .zip(&partner)
        .filter(|(_, p)| p.is_none())
        .map(|(a, _)| a)
        .collect();
    for (at, line) in expected.iter().enumerate() {
        if partner.contains(&Some(at)) {
            continue;
        }
        let nearest = unmatched
            .iter()
            .map(|alert| differences(&line.keys, alert))
            .min_by_key(Vec::len);
        faults.push(match nearest {
            Some(differences) if differences.is_empty() => {
                format!("line {}: only one alert fits two lines", line.line)
            }
            Some(differences) => {
                format!(
                    "line {}: no alert fits: {}",
                    line.line,
                    differences.join("; ")
                )
            }
            None => format!("line {}: no such alert came out", line.line),
        });
    }
    let spare = alerts.len().saturating_sub(expected.len());
    for alert in unmatched.iter().rev().take(spare).rev() {
        faults.push(match &alert.suppressed {
            Some(suppression) => format!(
                "an alert came out that the exception `{}` covers: {}",
                suppression.exception, alert.title
            ),
            None => format!("an alert came out that no line expects: {}", alert.title),
        });
    }
    faults
}

/// Gives each line an alert of its own where that can be: for each alert its line.
fn assign(fits: &[Vec<bool>], alerts: usize) -> Vec<Option<usize>> {
    let mut partner: Vec<Option<usize>> = vec![None; alerts];
    for line in 0..fits.len() {
        let mut seen = vec![false; alerts];
        place(line, fits, &mut seen, &mut partner);
    }
    partner
}

/// Finds an alert for a line, moving other lines to other alerts where they have some.
fn place(
    line: usize,
    fits: &[Vec<bool>],
    seen: &mut [bool],
    partner: &mut [Option<usize>],
) -> bool {
    for alert in 0..seen.len() {
        if !fits[line][alert] || seen[alert] {
            continue;
        }
        seen[alert] = true;
        let free = match partner[alert] {
            None => true,
            Some(other) => place(other, fits, seen, partner),
        };
        if free {
            partner[alert] = Some(line);
            return true;
        }
    }
    false
}

/// What an alert has otherwise than a line says.
fn differences(keys: &Map<String, Json>, alert: &Alert) -> Vec<String> {
    let mut found = Vec::new();
    if let (None, Some(suppression)) = (keys.get("suppressed"), &alert.suppressed) {
        let name = &suppression.exception;
        found.push(format!("the exception `{name}` covers it"));
    }
    for (key, value) in keys {
        if let Some(is) = difference(key, value, alert) {
            found.push(format!("{key} is {is}, not {value}"));
        }
    }
    found
}

/// What the alert has instead; `None` where it has what is expected.
fn difference(key: &str, value: &Json, alert: &Alert) -> Option<String> {
    let text = |own: &str| (value.as_str() != Some(own)).then(|| Json::from(own).to_string());
    match key {
        "title" => text(&alert.title),
        "description" => text(&alert.description),
        "severity" => {
            let same = value.as_str()?.eq_ignore_ascii_case(alert.severity.name());
            (!same).then(|| alert.severity.name().to_owned())
        }
        "techniques" => {
            let own: Vec<&str> = alert.techniques.iter().map(String::as_str).collect();
            set(value, &own)
        }
        "tactics" => {
            let ids: Vec<&str> = alert.tactics.iter().map(|t| t.id.as_str()).collect();
            let names: Vec<&str> = alert.tactics.iter().map(|t| t.name.as_str()).collect();
            set(value, &ids).and(set(value, &names))
        }
        "entities" => {
            let has = |wanted: &Json| {
                let get = |key: &str| wanted.get(key).and_then(Json::as_str);
                alert.entities.iter().any(|e| {
                    get("type") == Some(e.kind.as_str()) && get("value") == Some(&e.value())
                })
            };
            let all = value.as_array().is_some_and(|w| w.iter().all(has));
            let own = alert.entities.iter();
            let own: Vec<String> = own.map(|e| format!("{} {}", e.kind, e.value())).collect();
            (!all).then(|| own.join(", "))
        }
        "records" => {
            let own = alert.records.len();
            (value.as_u64() != u64::try_from(own).ok()).then(|| own.to_string())
        }
        "suppressed" => {
            let own = alert.suppressed.as_ref().map(|s| s.exception.as_str());
            (value.as_str() != own).then(|| own.unwrap_or("nothing").to_owned())
        }
        column => match alert.cell(column) {
            None => Some("no column of the rule".to_owned()),
            Some(own) => {
                let ty = alert.columns.iter().find(|c| c.name == column);
                let same = same(own, ty.map_or(Type::Dynamic, |c| c.ty), value);
                (!same).then(|| own.to_json().to_string())
            }
        },
    }
}

/// Compares lists as sets.
fn set(value: &Json, own: &[&str]) -> Option<String> {
    let wanted: Option<Vec<&str>> = value
        .as_array()
        .and_then(|items| items.iter().map(Json::as_str).collect());
    let same = wanted.is_some_and(|mut wanted| {
        let mut own = own.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        own.sort_unstable();
        own.dedup();
        wanted == own
    });
    (!same).then(|| Json::from(own).to_string())
}

/// Whether a cell has the value that is written.
fn same(own: &Value, ty: Type, wanted: &Json) -> bool {
    let json = own.to_json();
    let json: Json = serde_json::from_str(&json.to_string()).unwrap_or(Json::Null);
    if ty == Type::Datetime
        && let (Some(own), Some(wanted)) = (own.as_i64(), wanted.as_str())
    {
        return datetime::parse(wanted) == Some(own);
    }
    equal(&json, wanted)
}

/// Equal by content: numbers by value, objects in any order, lists in order.
fn equal(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            let has = |(key, value): (&String, &Json)| b.get(key).is_some_and(|b| equal(value, b));
            a.len() == b.len() && a.iter().all(has)
        }
        _ => a == b,
    }
}

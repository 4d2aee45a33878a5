//! Splunk's content YAML, as contentctl reads it: a search with what it detects.
//!
//! Source: the detections of the public Splunk security content. Drilldown searches and the scores
//! of risk-based alerting are of the Splunk server and are passed over; the fields that name whom and
//! what a finding is about (`rba`, in older files `tags.observable`) become entities. As in
//! Enterprise Security, a field `severity` of a result is the severity of its finding.

use std::path::Path;

use vigie_engine::types::timespan::{DAY, HOUR, MINUTE};
use vigie_syntax::yaml::{self, Node};

use super::{Format, Rules, spl};
use crate::rule::{EntityMapping, Rule, Schedule, Severity};

pub(super) const FORMAT: Format = Format {
    name: "Splunk YAML",
    extensions: &["yaml", "yml"],
    read,
};

fn read(path: &Path, text: &str) -> Option<Rules> {
    let documents = yaml::parse(text).ok()?;
    let mut rules: Rules = Vec::new();
    for document in &documents {
        let is_other = ["query", "detection", "logsource", "correlation", "filter"]
            .iter()
            .any(|key| document.get(key).is_some());
        if let Some(search) = document.get("search").filter(|_| !is_other)
            && let Some(query) = search.text()
        {
            rules.push(Ok(rule(path, document, search, query, text)));
        }
    }
    (!rules.is_empty()).then_some(rules)
}

fn rule(path: &Path, document: &Node, search: &Node, query: &str, text: &str) -> Rule {
    let string = |key: &str| {
        document
            .get(key)
            .and_then(Node::text)
            .map(|t| t.trim().to_owned())
    };
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned());
    let name = string("name");
    let id = string("id")
        .or_else(|| name.clone())
        .or(stem)
        .unwrap_or_default();
    let mut rule = Rule::bare(path.to_owned(), id.clone(), query.to_owned());
    rule.name = name.unwrap_or(id);
    rule.description = string("description").unwrap_or_default();
    rule.version = string("version");
    rule.status = string("status");
    rule.disabled = rule.status.as_deref() == Some("deprecated");
    rule.query_line = first_line(search, text);
    let tags = document.get("tags");
    let own = document.get("mitre_attack_id");
    let techniques = own.or_else(|| tags.and_then(|t| t.get("mitre_attack_id")));
    rule.techniques = techniques
        .map_or(&[][..], Node::items)
        .iter()
        .filter_map(|t| Some(t.text()?.trim().to_owned()))
        .collect();
    let kind = string("type").unwrap_or_default();
    let severity = tags.and_then(|t| t.get("severity")).and_then(Node::text);
    rule.severity = severity
        .and_then(Severity::parse)
        .unwrap_or_else(|| severity_of(&kind));
    rule.overrides.severity_column = Some("severity".to_owned());
    rule.entities = entities(document);
    rule.schedule = document.get("scheduling").and_then(schedule);
    spl::lowered(rule, spl::macros(path))
}

/// Whom and what a finding is about.
fn entities(document: &Node) -> Vec<EntityMapping> {
    let rba = document.get("rba");
    let tags = document.get("tags");
    let lists = [
        (rba.and_then(|r| r.get("risk_objects")), "field"),
        (rba.and_then(|r| r.get("threat_objects")), "field"),
        (tags.and_then(|t| t.get("observable")), "name"),
    ];
    let mut mappings: Vec<EntityMapping> = Vec::new();
    for (list, key) in lists {
        for item in list.map_or(&[][..], Node::items) {
            let text = |key: &str| item.get(key).and_then(Node::text);
            let (Some(field), Some(kind)) = (text(key), text("type").and_then(entity)) else {
                continue;
            };
            let (kind, identifier) = kind;
            let fields = vec![(identifier.to_owned(), field.trim().to_owned())];
            if !mappings
                .iter()
                .any(|m| m.kind == kind && m.fields == fields)
            {
                mappings.push(EntityMapping {
                    kind: kind.to_owned(),
                    fields,
                });
            }
        }
    }
    mappings
}

/// The kind of entity and its identifier, in Sentinel's words.
fn entity(kind: &str) -> Option<(&'static str, &'static str)> {
    Some(
        match kind.trim().to_ascii_lowercase().replace('_', " ").as_str() {
            "user" | "user name" => ("Account", "FullName"),
            "ip address" => ("IP", "Address"),
            "system" | "hostname" | "endpoint" => ("Host", "HostName"),
            _ => return None,
        },
    )
}

/// How bad a finding of a kind of detection is, where the author does not say.
fn severity_of(kind: &str) -> Severity {
    match kind.to_ascii_lowercase().as_str() {
        "ttp" | "correlation" => Severity::High,
        "hunting" | "baseline" | "investigation" => Severity::Informational,
        _ => Severity::Medium,
    }
}

/// `cron_schedule` and `earliest_time`: when it runs and how far it looks back.
fn schedule(node: &Node) -> Option<Schedule> {
    let cron = node.get("cron_schedule").and_then(Node::text)?;
    let earliest = node.get("earliest_time").and_then(Node::text)?;
    let period = lookback(earliest)?;
    let latest = node
        .get("latest_time")
        .and_then(Node::text)
        .and_then(lookback);
    let period = period.checked_sub(latest.unwrap_or(0)).filter(|p| *p > 0)?;
    Some(Schedule {
        frequency: frequency(cron).unwrap_or(period),
        period,
    })
}

/// Ticks of a time such as `-70m@m`; 0 for `now`.
fn lookback(text: &str) -> Option<i64> {
    let text = text.trim();
    if text == "now" {
        return Some(0);
    }
    let text = text.split('@').next()?.strip_prefix('-')?;
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let count: i64 = text.get(..digits)?.parse().ok()?;
    let unit = match text.get(digits..)? {
        "m" | "min" | "mins" | "minute" | "minutes" => MINUTE,
        "h" | "hr" | "hrs" | "hour" | "hours" => HOUR,
        "d" | "day" | "days" => DAY,
        "w" | "week" | "weeks" => 7 * DAY,
        _ => return None,
    };
    count.checked_mul(unit)
}

/// Ticks between two runs of a cron schedule of the common kinds: every so many minutes or hours,
/// every hour, every day.
fn frequency(cron: &str) -> Option<i64> {
    let fields: Vec<&str> = cron.split_whitespace().collect();
    let [minute, hour, day, ..] = fields.as_slice() else {
        return None;
    };
    let every = |field: &str| field.strip_prefix("*/").and_then(|n| n.parse::<i64>().ok());
    if *minute == "*" {
        return Some(MINUTE);
    }
    if let Some(minutes) = every(minute) {
        return minutes.checked_mul(MINUTE);
    }
    if let Some(hours) = every(hour) {
        return hours.checked_mul(HOUR);
    }
    match (*hour, *day) {
        ("*", _) => Some(HOUR),
        (_, "*") => Some(DAY),
        _ => None,
    }
}

/// The line on which the text of a search begins.
fn first_line(search: &Node, text: &str) -> usize {
    // A block scalar begins in the line after its `|`.
    let line = text
        .lines()
        .nth(search.line.saturating_sub(1))
        .unwrap_or_default();
    let block = line.trim_end().ends_with(['|', '>', '-', '+']) && line.contains("search:");
    search.line + usize::from(block)
}

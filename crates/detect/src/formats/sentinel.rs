//! Microsoft Sentinel's own YAML: analytics rules (scheduled and near real time) and hunting queries.
//!
//! Source: the pages "Scheduled analytics rules", "Near-real-time analytics rules" and "Query style
//! guide" of the Sentinel documentation, and the templates of the public solutions.

use std::path::Path;

use vigie_engine::types::timespan::MINUTE;
use vigie_syntax::yaml::{self, Node, Yaml};

use super::{Format, Rules};
use crate::duration;
use crate::rule::{
    EntityMapping, Grouping, IncidentGrouping, Matching, Overrides, Reason, Refusal, Rule,
    Schedule, Severity, Trigger, TriggerOperator,
};

pub(super) const FORMAT: Format = Format {
    name: "Sentinel YAML",
    extensions: &["yaml", "yml"],
    read,
};

/// A near-real-time rule runs every minute over what came in that minute.
pub(super) const NEAR_REAL_TIME: Schedule = Schedule {
    frequency: MINUTE,
    period: MINUTE,
};

fn read(path: &Path, text: &str) -> Option<Rules> {
    let documents = match yaml::parse(text) {
        Ok(documents) => documents,
        Err(error) => {
            let looks = text.lines().any(|l| l.starts_with("query:"));
            let reason = Reason::Said(format!("the file is no YAML: {error}"));
            return looks.then(|| vec![Err(refusal(path, None, reason))]);
        }
    };
    let rules: Vec<_> = documents
        .iter()
        .filter(|d| d.get("query").is_some() && d.get("detection").is_none())
        .map(|document| rule(path, document, text))
        .collect();
    (!rules.is_empty()).then_some(rules)
}

fn refusal(path: &Path, id: Option<String>, reason: Reason) -> Refusal {
    Refusal {
        path: path.to_owned(),
        id,
        reason,
    }
}

/// One rule: a document of YAML, or the `properties` of a resource, which have the same keys.
pub(super) fn rule(path: &Path, node: &Node, text: &str) -> Result<Rule, Refusal> {
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned());
    let name = string(node, &["name", "displayName"]);
    let id = string(node, &["id", "templateId", "alertRuleTemplateName"])
        .or_else(|| name.clone())
        .or(stem)
        .unwrap_or_default();
    let said = |sentence: String| {
        let id = name.clone().unwrap_or_else(|| id.clone());
        refusal(path, Some(id), Reason::Said(sentence))
    };
    let query = node.get("query");
    let Some(query_text) = query.and_then(Node::text) else {
        return Err(said("`query` is no text".to_owned()));
    };
    let mut rule = Rule::bare(path.to_owned(), id.clone(), query_text.to_owned());
    rule.name = name.clone().unwrap_or_else(|| id.clone());
    rule.query_line = query.map_or(1, |q| first_line(q, text));
    rule.description = string(node, &["description"]).unwrap_or_default();
    rule.version = string(node, &["version"]);
    rule.status = string(node, &["status"]);
    rule.disabled = node.get("enabled").and_then(Node::bool) == Some(false);
    if let Some(severity) = string(node, &["severity"]) {
        rule.severity = Severity::parse(&severity)
            .ok_or_else(|| said(format!("`{severity}` is no severity")))?;
    }
    rule.schedule = schedule(node).map_err(said)?;
    rule.trigger = trigger(node).map_err(said)?;
    if node.get("suppressionEnabled").and_then(Node::bool) == Some(true) {
        rule.suppression = time(node, "suppressionDuration").map_err(said)?;
    }
    // Where a template does not say, each row is an alert: a responder wants them one by one.
    if let Some(settings) = node.get("eventGroupingSettings")
        && string(settings, &["aggregationKind"])
            .is_some_and(|kind| kind.eq_ignore_ascii_case("SingleAlert"))
    {
        rule.grouping = Grouping::Single;
    }
    rule.entities = entities(node);
    rule.custom_details = pairs(node.get("customDetails"));
    rule.overrides = overrides(node);
    rule.incident = incident(node).map_err(said)?;
    rule.tactics = strings(node, &["tactics"]);
    rule.techniques = strings(node, &["relevantTechniques", "techniques", "subTechniques"]);
    Ok(rule)
}

fn string(node: &Node, keys: &[&str]) -> Option<String> {
    keys.iter()
        .find_map(|key| node.get(key)?.text())
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

fn strings(node: &Node, keys: &[&str]) -> Vec<String> {
    keys.iter()
        .filter_map(|key| node.get(key))
        .flat_map(Node::items)
        .filter_map(|item| Some(item.text()?.trim().to_owned()))
        .filter(|text| !text.is_empty())
        .collect()
}

fn pairs(node: Option<&Node>) -> Vec<(String, String)> {
    let entries = node.map_or(&[][..], Node::entries);
    entries
        .iter()
        .filter_map(|(key, value)| Some((key.clone(), value.text()?.trim().to_owned())))
        .collect()
}

fn time(node: &Node, key: &str) -> Result<Option<i64>, String> {
    match string(node, &[key]) {
        None => Ok(None),
        Some(text) => match duration::parse(&text) {
            Some(ticks) if ticks > 0 => Ok(Some(ticks)),
            _ => Err(format!("`{key}: {text}` is no length of time")),
        },
    }
}

fn schedule(node: &Node) -> Result<Option<Schedule>, String> {
    let kind = string(node, &["kind"]).unwrap_or_default();
    let (frequency, period) = (time(node, "queryFrequency")?, time(node, "queryPeriod")?);
    Ok(match (frequency, period) {
        (None, None) if kind.eq_ignore_ascii_case("NRT") => Some(NEAR_REAL_TIME),
        (None, None) => None,
        (frequency, period) => {
            let frequency = frequency.or(period).unwrap_or(NEAR_REAL_TIME.frequency);
            Some(Schedule {
                frequency,
                period: period.unwrap_or(frequency),
            })
        }
    })
}

fn trigger(node: &Node) -> Result<Trigger, String> {
    let mut trigger = Trigger::ANY;
    if let Some(operator) = string(node, &["triggerOperator"]) {
        trigger.operator = match operator.to_ascii_lowercase().as_str() {
            "gt" | "greaterthan" => TriggerOperator::GreaterThan,
            "lt" | "lessthan" => TriggerOperator::LessThan,
            "eq" | "equal" => TriggerOperator::Equal,
            "ne" | "notequal" => TriggerOperator::NotEqual,
            _ => return Err(format!("`triggerOperator: {operator}` is no comparison")),
        };
    }
    if let Some(threshold) = node.get("triggerThreshold") {
        trigger.threshold = threshold
            .integer()
            .ok_or("`triggerThreshold` is no whole number")?;
    }
    Ok(trigger)
}

fn entities(node: &Node) -> Vec<EntityMapping> {
    let mappings = node.get("entityMappings").map_or(&[][..], Node::items);
    mappings
        .iter()
        .filter_map(|mapping| {
            let fields = mapping.get("fieldMappings").map_or(&[][..], Node::items);
            let fields = fields.iter().filter_map(|field| {
                Some((
                    string(field, &["identifier"])?,
                    string(field, &["columnName"])?,
                ))
            });
            Some(EntityMapping {
                kind: string(mapping, &["entityType"])?,
                fields: fields.collect(),
            })
        })
        .filter(|mapping| !mapping.fields.is_empty())
        .collect()
}

fn overrides(node: &Node) -> Overrides {
    let Some(node) = node.get("alertDetailsOverride") else {
        return Overrides::default();
    };
    let properties = node.get("alertDynamicProperties");
    let properties = properties.map_or(&[][..], Node::items).iter();
    Overrides {
        name: string(node, &["alertDisplayNameFormat"]),
        description: string(node, &["alertDescriptionFormat"]),
        severity_column: string(node, &["alertSeverityColumnName"]),
        tactics_column: string(node, &["alertTacticsColumnName"]),
        properties: properties
            .filter_map(|p| Some((string(p, &["alertProperty"])?, string(p, &["value"])?)))
            .collect(),
    }
}

fn incident(node: &Node) -> Result<Option<IncidentGrouping>, String> {
    let Some(settings) = node
        .get("incidentConfiguration")
        .and_then(|i| i.get("groupingConfiguration"))
        .filter(|g| g.get("enabled").and_then(Node::bool) == Some(true))
    else {
        return Ok(None);
    };
    let matching = string(settings, &["matchingMethod"]).unwrap_or_default();
    Ok(Some(IncidentGrouping {
        lookback: time(settings, "lookbackDuration")?.unwrap_or(5 * 60 * MINUTE),
        matching: match matching.to_ascii_lowercase().as_str() {
            "anyalert" => Matching::AnyAlert,
            "selected" => Matching::Selected {
                entities: strings(settings, &["groupByEntities"]),
                details: strings(settings, &["groupByAlertDetails"]),
                custom_details: strings(settings, &["groupByCustomDetails"]),
            },
            _ => Matching::AllEntities,
        },
    }))
}

/// The line on which the text of a query begins: below the key where it is a block.
fn first_line(query: &Node, text: &str) -> usize {
    let Yaml::Scalar { plain, .. } = &query.value else {
        return query.line;
    };
    let line = text.lines().nth(query.line.saturating_sub(1)).unwrap_or("");
    let from = line.chars().skip(query.column.saturating_sub(1));
    let block = !*plain && matches!(from.clone().next(), Some('|' | '>'));
    query.line + usize::from(block)
}

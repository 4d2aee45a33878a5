//! What a rule has found: one alert, with everything that proves it.

use std::sync::Arc;

use serde_json::{Map, Value as Json};
use vigie_engine::types::{Column, Value, datetime};

use crate::attack::Tactic;
use crate::rule::{Rule, Severity};

/// One alert. Alerts of the same thing in overlapping windows are one.
#[derive(Debug, Clone)]
pub struct Alert {
    /// The same for the same rule, entities and first evidence, whatever the logs came in.
    pub id: String,
    pub rule: Arc<Rule>,
    pub title: String,
    pub description: String,
    pub severity: Severity,
    /// The first and the last time of what was seen, in ticks; of the rule's window where no record
    /// is known.
    pub first: i64,
    pub last: i64,
    /// The clock of the run that found it, and of the last one that did.
    pub found: i64,
    pub updated: i64,
    /// How many runs found it.
    pub runs: u64,
    pub tactics: Vec<Tactic>,
    pub techniques: Vec<String>,
    pub entities: Vec<Entity>,
    /// Name and value.
    pub custom_details: Vec<(String, Value)>,
    /// Name and value of what the author puts into the alert's own properties.
    pub properties: Vec<(String, Value)>,
    pub columns: Arc<Vec<Column>>,
    /// The rows of the rule: one, unless all rows of a run are one alert.
    pub rows: Vec<Vec<Value>>,
    /// Sorted by time.
    pub records: Vec<Record>,
    /// Why the records are not all known.
    pub untraced: Option<String>,
    /// Which incident it belongs to: the id of that incident's first alert.
    pub incident: String,
    pub suppressed: Option<Suppression>,
}

/// Somebody or something that an alert is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entity {
    /// `Account`, `IP`, `AzureResource`, …
    pub kind: String,
    /// Identifier and value, as the rule maps them.
    pub identifiers: Vec<(String, String)>,
}

/// A record of the logs that an alert rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub table: String,
    pub file: String,
    /// From 1.
    pub number: u64,
    /// Ticks.
    pub time: Option<i64>,
    /// What the log itself calls the event; empty where it has no name.
    pub event_id: String,
    pub operation: String,
    pub actor: String,
    pub address: String,
    pub resource: String,
    pub result: String,
}

/// Why an alert is expected here and needs nobody's attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The name of the exception.
    pub exception: String,
    pub owner: String,
    pub reason: String,
    /// Ticks.
    pub expires: i64,
}

impl Entity {
    /// What people call it.
    pub fn value(&self) -> String {
        let get = |name: &str| {
            let found = self
                .identifiers
                .iter()
                .find(|(n, _)| n.eq_ignore_ascii_case(name));
            found.map(|(_, v)| v.as_str()).filter(|v| !v.is_empty())
        };
        match (get("Name"), get("UPNSuffix"), get("NTDomain")) {
            (Some(name), Some(suffix), _) => format!("{name}@{suffix}"),
            (Some(name), None, Some(domain)) => format!("{domain}\\{name}"),
            _ => match (get("HostName"), get("DnsDomain")) {
                (Some(host), Some(domain)) => format!("{host}.{domain}"),
                _ => self
                    .identifiers
                    .first()
                    .map_or(String::new(), |(_, v)| v.clone()),
            },
        }
    }

    fn json(&self) -> Json {
        let mut object = Map::new();
        object.insert("type".to_owned(), self.kind.clone().into());
        object.insert("value".to_owned(), self.value().into());
        for (name, value) in &self.identifiers {
            object.insert(name.clone(), value.clone().into());
        }
        Json::Object(object)
    }
}

impl Record {
    /// What stays the same when the record is exported another time.
    pub(crate) fn identity(&self) -> String {
        if self.event_id.is_empty() {
            [
                &self.table,
                &self.operation,
                &self.actor,
                &self.address,
                &self.resource,
                &self.result,
            ]
            .map(String::as_str)
            .join("\u{1f}")
        } else {
            format!("{}\u{1f}{}", self.table, self.event_id)
        }
    }

    fn json(&self) -> Json {
        let mut object = Map::new();
        let mut put = |key: &str, value: Json| {
            object.insert(key.to_owned(), value);
        };
        put("table", self.table.clone().into());
        put("file", self.file.clone().into());
        put("record", self.number.into());
        put("time", self.time.map(datetime::format).into());
        put("event_id", self.event_id.clone().into());
        for (key, value) in [
            ("operation", &self.operation),
            ("actor", &self.actor),
            ("address", &self.address),
            ("resource", &self.resource),
            ("result", &self.result),
        ] {
            if !value.is_empty() {
                put(key, value.clone().into());
            }
        }
        Json::Object(object)
    }
}

impl Alert {
    /// The alert as one JSON object.
    pub fn json(&self) -> Json {
        let mut object = Map::new();
        let mut put = |key: &str, value: Json| {
            object.insert(key.to_owned(), value);
        };
        put("id", self.id.clone().into());
        put("title", self.title.clone().into());
        put("severity", self.severity.name().into());
        put("rule", rule_json(&self.rule));
        put("first", datetime::format(self.first).into());
        put("last", datetime::format(self.last).into());
        put("found", datetime::format(self.found).into());
        put("updated", datetime::format(self.updated).into());
        put("runs", self.runs.into());
        put("description", self.description.clone().into());
        let tactics = self.tactics.iter().map(|t| {
            let mut tactic = Map::new();
            tactic.insert("id".to_owned(), t.id.clone().into());
            tactic.insert("name".to_owned(), t.name.clone().into());
            Json::Object(tactic)
        });
        put("tactics", tactics.collect());
        put("techniques", self.techniques.clone().into());
        put("entities", self.entities.iter().map(Entity::json).collect());
        put("custom_details", named(&self.custom_details));
        if !self.properties.is_empty() {
            put("properties", named(&self.properties));
        }
        put("row", self.row_json(self.rows.first()));
        if self.rows.len() > 1 {
            let rows = self.rows.iter().map(|r| self.row_json(Some(r)));
            put("rows", rows.collect());
        }
        put("records", self.records.iter().map(Record::json).collect());
        put("untraced", self.untraced.clone().into());
        put("incident", self.incident.clone().into());
        let suppressed = self.suppressed.as_ref().map(|s| {
            let mut object = Map::new();
            object.insert("exception".to_owned(), s.exception.clone().into());
            object.insert("owner".to_owned(), s.owner.clone().into());
            object.insert("reason".to_owned(), s.reason.clone().into());
            object.insert("expires".to_owned(), datetime::format(s.expires).into());
            Json::Object(object)
        });
        put("suppressed", suppressed.unwrap_or(Json::Null));
        Json::Object(object)
    }

    fn row_json(&self, row: Option<&Vec<Value>>) -> Json {
        let Some(row) = row else {
            return Json::Null;
        };
        let cells = self.columns.iter().zip(row);
        Json::Object(cells.map(|(c, v)| (c.name.clone(), v.to_json())).collect())
    }

    /// The value of a column in the first row.
    pub fn cell(&self, column: &str) -> Option<&Value> {
        let at = self.columns.iter().position(|c| c.name == column)?;
        self.rows.first()?.get(at)
    }
}

fn named(values: &[(String, Value)]) -> Json {
    let values = values.iter();
    Json::Object(values.map(|(n, v)| (n.clone(), v.to_json())).collect())
}

fn rule_json(rule: &Rule) -> Json {
    let mut object = Map::new();
    object.insert("id".to_owned(), rule.id.clone().into());
    object.insert("title".to_owned(), rule.name.clone().into());
    object.insert("file".to_owned(), rule.path.display().to_string().into());
    if let Some(version) = &rule.version {
        object.insert("version".to_owned(), version.clone().into());
    }
    Json::Object(object)
}

//! What one run of a rule gives: from rows to what an alert says.

use std::sync::Arc;

use vigie_engine::types::{Column, Json, Value};

use crate::alert::Entity;
use crate::attack::{self, Tactic, Version};
use crate::record::Place;
use crate::rule::{Rule, Severity};
use crate::template;

/// Entities that one column can name.
const MAX_ENTITIES: usize = 100;

/// One alert of one run.
#[derive(Debug, Clone)]
pub(crate) struct Firing {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) severity: Severity,
    pub(crate) tactics: Vec<Tactic>,
    pub(crate) techniques: Vec<String>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) custom_details: Vec<(String, Value)>,
    pub(crate) properties: Vec<(String, Value)>,
    pub(crate) columns: Arc<Vec<Column>>,
    pub(crate) rows: Vec<Vec<Value>>,
    /// Sorted by time.
    pub(crate) records: Vec<Place>,
    pub(crate) untraced: Option<String>,
    /// The clock of the run.
    pub(crate) run: i64,
    /// Where the run began to look.
    pub(crate) after: i64,
}

/// What rows say when they become an alert.
pub(crate) struct Found {
    pub(crate) columns: Arc<Vec<Column>>,
    pub(crate) rows: Vec<Vec<Value>>,
    pub(crate) records: Vec<Place>,
    pub(crate) untraced: Option<String>,
    pub(crate) run: i64,
    pub(crate) after: i64,
}

impl Firing {
    pub(crate) fn new(rule: &Rule, version: Version, mut found: Found) -> Self {
        found.records.sort_unstable();
        found.records.dedup();
        let place = |name: &str| found.columns.iter().position(|c| c.name == name);
        let first = |name: &str| found.rows.first()?.get(place(name)?);
        let text = |name: &str| first(name).map(shown);
        let overrides = &rule.overrides;
        let filled = |format: &Option<String>| {
            let format = format.as_ref()?;
            template::fill(format, text).filter(|t| !t.trim().is_empty())
        };
        let details = |pairs: &[(String, String)]| -> Vec<(String, Value)> {
            let found = pairs.iter();
            found
                .filter_map(|(name, column)| Some((name.clone(), first(column)?.clone())))
                .collect()
        };
        let severity = overrides.severity_column.as_deref().and_then(text);
        let tactic_names = overrides
            .tactics_column
            .as_deref()
            .and_then(first)
            .map(texts)
            .filter(|names| !names.is_empty());
        let names = tactic_names.unwrap_or_else(|| rule.tactics.clone());
        let mut tactics: Vec<Tactic> = names
            .iter()
            .map(|name| attack::resolve(name, &rule.techniques, version))
            .collect();
        tactics.dedup();
        Self {
            title: filled(&overrides.name).unwrap_or_else(|| rule.name.clone()),
            description: filled(&overrides.description).unwrap_or_else(|| rule.description.clone()),
            severity: severity
                .and_then(|s| Severity::parse(&s))
                .unwrap_or(rule.severity),
            tactics,
            techniques: techniques(rule, first),
            entities: entities(rule, &found.columns, &found.rows),
            custom_details: details(&rule.custom_details),
            properties: details(&overrides.properties),
            columns: found.columns,
            rows: found.rows,
            records: found.records,
            untraced: found.untraced,
            run: found.run,
            after: found.after,
        }
    }
}

/// The techniques of the rule, as far as its result does not tell them: the dynamic properties
/// `Techniques` and `SubTechniques` name columns with those of this alert.
fn techniques<'a>(rule: &Rule, first: impl Fn(&str) -> Option<&'a Value>) -> Vec<String> {
    let told = |property: &str| {
        let mut properties = rule.overrides.properties.iter();
        let (_, column) = properties.find(|(name, _)| name == property)?;
        first(column).map(texts).filter(|names| !names.is_empty())
    };
    let of_rule = |sub: bool| {
        let all = rule.techniques.iter();
        all.filter(move |name| name.contains('.') == sub).cloned()
    };
    let main = told("Techniques").unwrap_or_else(|| of_rule(false).collect());
    let sub = told("SubTechniques").unwrap_or_else(|| of_rule(true).collect());
    let mut names = main;
    for name in sub {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The entities of all rows, each once, in the order of the mappings.
fn entities(rule: &Rule, columns: &[Column], rows: &[Vec<Value>]) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    let mut add = |entity: Entity| {
        if !entities.contains(&entity) {
            entities.push(entity);
        }
    };
    for mapping in &rule.entities {
        for row in rows {
            let cell = |column: &str| {
                let at = columns.iter().position(|c| c.name == column)?;
                row.get(at)
            };
            if let [(identifier, column)] = mapping.fields.as_slice() {
                // A column with several values names several entities.
                let values = cell(column).map(texts).unwrap_or_default();
                for value in values.into_iter().take(MAX_ENTITIES) {
                    add(Entity {
                        kind: mapping.kind.clone(),
                        identifiers: vec![(identifier.clone(), value)],
                    });
                }
                continue;
            }
            let identifiers: Vec<(String, String)> = mapping
                .fields
                .iter()
                .filter_map(|(identifier, column)| Some((identifier.clone(), shown(cell(column)?))))
                .filter(|(_, value)| !value.is_empty())
                .collect();
            if !identifiers.is_empty() {
                add(Entity {
                    kind: mapping.kind.clone(),
                    identifiers,
                });
            }
        }
    }
    entities
}

/// A value as an alert shows it: a list as its items.
fn shown(value: &Value) -> String {
    match value {
        Value::Dynamic(Json::Array(_)) => texts(value).join(", "),
        other => other.to_text(),
    }
}

/// The texts in a value: the items of a list, or the one text; nothing where it is empty.
fn texts(value: &Value) -> Vec<String> {
    let all = match value {
        Value::Dynamic(Json::Array(items)) => items
            .iter()
            .map(|item| Value::json(item.clone()).to_text())
            .collect(),
        other => vec![other.to_text()],
    };
    all.into_iter().filter(|text| !text.is_empty()).collect()
}

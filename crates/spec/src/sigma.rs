//! Runs the Sigma rules of a spec: for each rule that alerts, the events or the groups it finds.

use vigie_engine::Engine;
use vigie_engine::types::Value;
use vigie_languages::sigma::{Collection, DocumentKind, File};

use crate::engine::said;
use crate::format::Outcome;
use crate::table::Table;
use crate::value::cell;

/// Columns that tell one event from others: an event is shown by the first that it has.
const IDS: [&str; 2] = ["_id", "AwsEventId"];

/// A table of rules and what each finds, or what is wrong with them.
pub(crate) fn outcome(engine: &Engine, text: &str) -> Vec<Outcome> {
    let mut errors = Vec::new();
    let mut warnings = Vec::new();
    let mut rows = Vec::new();
    for rule in Collection::read(&[File { text }], &[]).rules() {
        let rule = match rule {
            Ok(rule) => rule,
            Err(refused) => {
                errors.extend(refused.diagnostics);
                continue;
            }
        };
        if rule.part_of.is_some() {
            continue;
        }
        match engine.query(rule.query) {
            Ok(answer) => {
                for row in answer.rows() {
                    let names = answer.columns.iter().map(|c| c.name.as_str());
                    let found = shown(rule.kind, names.zip(&row));
                    rows.push(vec![cell(&Value::string(&rule.about.title)), found]);
                }
                warnings.extend(answer.warnings);
            }
            Err(diagnostics) => errors.extend(diagnostics),
        }
    }
    if !errors.is_empty() {
        return said("error", &errors, text).into_iter().collect();
    }
    let table = Table {
        head: vec!["Rule:string".to_owned(), "Found:string".to_owned()],
        rows,
    };
    said("warning", &warnings, text)
        .into_iter()
        .chain([Outcome {
            kind: "table",
            options: "",
            text: table.write(),
        }])
        .collect()
}

fn shown<'a>(kind: DocumentKind, row: impl Iterator<Item = (&'a str, &'a Value)>) -> String {
    let mut row = row;
    if kind == DocumentKind::Rule {
        let id = row.find(|(name, _)| IDS.contains(name));
        return id.map_or_else(String::new, |(_, value)| cell(value));
    }
    let cells = row
        .filter(|(name, _)| *name != "TimeGenerated")
        .map(|(name, value)| format!("{name}={}", cell(value)));
    cells.collect::<Vec<_>>().join(" ")
}

//! `missing-column`: a column that the rule names and its query does not give.

use vigie_syntax::diagnostic::nearest;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};

pub(super) const CHECK: Check = Check {
    name: "missing-column",
    severity: Severity::Warning,
    summary: "An entity mapping, a custom detail or a text of the alert names a column that the query does not return.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(columns) = &subject.facts.columns else {
        return found;
    };
    let rule = subject.rule;
    let mut named: Vec<(String, &str)> = Vec::new();
    for entity in &rule.entities {
        for (identifier, column) in &entity.fields {
            named.push((format!("the entity {}'s {identifier}", entity.kind), column));
        }
    }
    for (name, column) in &rule.custom_details {
        named.push((format!("the custom detail `{name}`"), column));
    }
    let overrides = &rule.overrides;
    for (what, text) in [
        ("the alert's name", &overrides.name),
        ("the alert's description", &overrides.description),
    ] {
        for column in text.iter().flat_map(|t| placeholders(t)) {
            named.push((what.to_owned(), column));
        }
    }
    for (what, column) in [
        ("the alert's severity", &overrides.severity_column),
        ("the alert's tactics", &overrides.tactics_column),
    ] {
        named.extend(column.iter().map(|c| (what.to_owned(), c.as_str())));
    }
    for (property, column) in &overrides.properties {
        named.push((format!("the alert's {property}"), column));
    }
    for (what, column) in named {
        if column.is_empty() || columns.iter().any(|c| c.name == column) {
            continue;
        }
        let message = format!("the query does not return `{column}`");
        let mut finding = CHECK
            .finding(subject.last_line(), message)
            .note(format!("{what} is taken from it"));
        let names = columns.iter().map(|c| c.name.as_str());
        if let Some(near) = nearest(column, names) {
            finding = finding.help(format!("`{near}` has a similar name"));
        }
        found.push(finding);
    }
    found
}

/// The columns in `{{Column}}`.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split("{{")
        .skip(1)
        .filter_map(|rest| rest.split_once("}}"))
        .map(|(name, _)| name.trim())
}

//! `empty-column`: a column that has no values today.

use vigie_engine::types::Type;
use vigie_logs::known::{self, Holds};
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use crate::check::flow::facts::By;

pub(super) const CHECK: Check = Check {
    name: "empty-column",
    severity: Severity::Warning,
    summary: "A column is used that the table leaves empty today.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for ((span, _), used) in &subject.facts.uses {
        let empty = match subject.observed {
            Some(logs) => {
                let values = logs.values(&used.table, &used.column);
                values.is_some_and(|v| v.iter().all(String::is_empty))
            }
            None => {
                let known = known::column(&used.table, &used.column);
                known.is_some_and(|k| matches!(k.holds, Holds::Nothing))
            }
        };
        if !empty || used.ty != Type::String || !subject.is_place(*span) {
            continue;
        }
        // Not what an operator does with all columns.
        if !subject.rule.query[span.range()].contains(used.column.as_str()) {
            continue;
        }
        let (table, column) = (&used.table, &used.column);
        let message = match subject.observed {
            Some(_) => format!("`{column}` of `{table}` is empty in these logs"),
            None => format!("`{column}` is empty in today's `{table}`"),
        };
        let consequence = match used.by {
            By::Condition => "a condition on it lets no row through".to_owned(),
            By::Key => "as a key it tells no groups apart".to_owned(),
            By::JoinKey => "as a key of a join it matches nothing".to_owned(),
            By::Aggregate(name) => format!("`{name}` sees one value, the empty text"),
        };
        let mut finding = CHECK.finding(*span, message).note(consequence);
        if table == "AzureActivity" && matches!(column.as_str(), "ResourceId" | "Resource") {
            finding = finding.help("`_ResourceId` has the resource, in lower case");
        } else if table == "AzureActivity" {
            finding = finding.help(format!("`{column}Value` has it"));
        }
        found.push(finding);
    }
    found
}

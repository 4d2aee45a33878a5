//! `case-splits-groups`: a key in which one thing is written in several letter cases.

use vigie_logs::known::{self, Holds};
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};

pub(super) const CHECK: Check = Check {
    name: "case-splits-groups",
    severity: Severity::Info,
    summary: "A key of `summarize` comes in several letter cases, and each makes a group of its own.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (span, key) in &subject.facts.keys {
        let Some((table, column)) = &key.column else {
            continue;
        };
        let known = known::column(table, column);
        if !known.is_some_and(|k| matches!(k.holds, Holds::MixedCase | Holds::Capitals))
            || !subject.is_place(*span)
        {
            continue;
        }
        let message = format!("`{column}` comes in several letter cases");
        let help = format!("`by {column} = tolower({column})` makes them one");
        found.push(
            CHECK
                .finding(*span, message)
                .note("each is a group of its own")
                .help(help),
        );
    }
    found
}

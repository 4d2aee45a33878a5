//! `has-would-do`: `contains` where `has` finds the same and reads an index.

use vigie_engine::bound::ExprKind;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use crate::check::values::test::{Test, test};

pub(super) const CHECK: Check = Check {
    name: "has-would-do",
    severity: Severity::Info,
    summary: "`contains` looks for a text that ends in signs at both sides, which `has` finds as well and faster.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (span, condition) in &subject.facts.conditions {
        let ExprKind::Call { function, .. } = &condition.expr.kind else {
            continue;
        };
        let (Some(Test::Pieces { any, .. }), "contains" | "contains_cs") =
            (test(&condition.expr), function.name)
        else {
            continue;
        };
        let [piece] = any.as_slice() else { continue };
        let sign = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric());
        let text = &piece.text;
        // Without a term in it there is nothing to look up.
        let term = text
            .split(|c: char| !c.is_alphanumeric())
            .any(|t| t.chars().count() >= 3);
        let same = sign(text.chars().next()) && sign(text.chars().next_back());
        // What stands elsewhere may be a text to fill in.
        let here = subject.rule.query.get(span.range());
        let here = here.is_some_and(|q| q.contains(text.as_str()));
        if same && term && here && subject.is_place(*span) {
            let faster = function.name.replace("contains", "has");
            let message = format!("`{faster}` finds `{text}` in the same places, and faster");
            found.push(CHECK.finding(*span, message));
        }
    }
    found
}

//! `fold-to-compare`: a text is put into one letter case only to be compared.

use vigie_engine::bound::ExprKind;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use crate::check::values::test::{Test, test};

pub(super) const CHECK: Check = Check {
    name: "fold-to-compare",
    severity: Severity::Info,
    summary: "`tolower(x) == \"a\"` says what `x =~ \"a\"` says without making a new text for each row.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (span, condition) in &subject.facts.conditions {
        let ExprKind::Call { function, .. } = &condition.expr.kind else {
            continue;
        };
        let (Some(Test::Pieces { operand, any, .. }), "equal" | "not_equal") =
            (test(&condition.expr), function.name)
        else {
            continue;
        };
        let ExprKind::Call {
            function: fold,
            args,
        } = &operand.kind
        else {
            continue;
        };
        let ([piece], [inner]) = (any.as_slice(), args.as_slice()) else {
            continue;
        };
        let same = match fold.name {
            "tolower" => !piece.text.chars().any(|c| c.is_ascii_uppercase()),
            "toupper" => !piece.text.chars().any(|c| c.is_ascii_lowercase()),
            _ => false,
        };
        let short = (inner.span.end - inner.span.start) < 40;
        if same && short && piece.text.is_ascii() && subject.is_place(*span) {
            let sign = if function.name == "equal" { "=~" } else { "!~" };
            let column = subject.quote(inner.span);
            let column = column.trim_matches('`');
            let message = format!(
                "`{column} {sign} \"{}\"` says the same, and faster",
                piece.text
            );
            found.push(CHECK.finding(*span, message));
        }
    }
    found
}

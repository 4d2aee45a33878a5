//! `unknown-value`: a value that the column of a table never has.

use vigie_engine::bound::{Expr, ExprKind};
use vigie_engine::types::Type;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use crate::check::flow::facts::Role;
use crate::check::values::test::{Test, test};
use crate::check::values::texts::Holds;

pub(super) const CHECK: Check = Check {
    name: "unknown-value",
    severity: Severity::Warning,
    summary: "A condition asks for a word that the column of a table does not have.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (span, known) in &subject.known.conditions {
        let alone = subject.facts.conditions.get(span);
        let decides = matches!(known.role, Role::Filter | Role::Aggregate);
        if known.possible
            || known.negated
            || !decides
            || !alone.is_some_and(|c| c.possible && !c.unseen)
            || !subject.is_place(*span)
        {
            continue;
        }
        let (Some(operand), Some(Test::Pieces { any, .. })) = (&known.operand, test(&known.expr))
        else {
            continue;
        };
        let Some(texts) = operand.value.as_texts() else {
            continue;
        };
        // A column that has no value at all is for another check.
        if texts.iter().all(|t| t.only().is_some_and(str::is_empty)) {
            continue;
        }
        let Some(name) = column_of(&operand.expr) else {
            continue;
        };
        let asked: Vec<String> = any.iter().map(|p| format!("`{}`", p.text)).collect();
        let asked = match asked.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) if others.len() < 6 => format!("{} or {last}", others.join(", ")),
            _ => "any of these values".to_owned(),
        };
        let by_case = any.iter().any(|piece| {
            piece.cased
                && texts
                    .iter()
                    .any(|t| t.holds(&piece.loose()) != Holds::Never)
        });
        let shown = operand.value.shown(Type::String);
        let shown = shown.unwrap_or_else(|| "capitals only".to_owned());
        let note = match subject.observed {
            None => format!("it holds {shown}"),
            Some(_) => format!("in these logs it holds {shown}"),
        };
        let mut finding = if by_case {
            CHECK
                .finding(*span, format!("`{name}` writes {asked} in other letters"))
                .help("`=~` and `in~` compare without regard to letter case")
        } else {
            CHECK.finding(*span, format!("`{name}` is never {asked}"))
        };
        finding = finding.note(note);
        found.push(finding);
    }
    found
}

/// The column that an operand is, as it is or in one letter case.
fn column_of(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Column(name) => Some(name),
        ExprKind::Call { function, args }
            if matches!(function.name, "tolower" | "toupper" | "tostring") =>
        {
            column_of(args.first()?)
        }
        _ => None,
    }
}

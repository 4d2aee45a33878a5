//! `never-true`: a condition that cannot hold.

use vigie_engine::bound::ExprKind;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use super::{part_of_term, words};
use crate::check::flow::facts::Role;

pub(super) const CHECK: Check = Check {
    name: "never-true",
    severity: Severity::Warning,
    summary: "A condition asks for a value that cannot come up.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (span, condition) in &subject.facts.conditions {
        let defensive = words::is_defensive(&condition.expr) && condition.role != Role::Filter;
        // A bare column of bools is a switch of the author's.
        let switch = matches!(condition.expr.kind, ExprKind::Column(_));
        if condition.possible
            || defensive
            || switch
            || words::is_open(condition)
            || part_of_term::near(condition).is_some()
            || words::is_threshold(condition)
            || !subject.is_place(*span)
        {
            continue;
        }
        let what = subject.quote(*span);
        let holds = if condition.negated {
            "always holds, which is asked not to be"
        } else {
            "never holds"
        };
        let mut finding = CHECK.finding(*span, format!("{what} {holds}"));
        if let Some(operand) = &condition.operand {
            if let Some(known) = words::known(subject, operand) {
                finding = finding.note(known);
            }
            if let Some(origin) = operand.origin.filter(|o| subject.is_place(*o) && o != span) {
                finding = finding.label(origin, "its values come from here");
            }
        }
        found.push(finding.note(words::consequence(condition.role)));
    }
    // Conditions whose parts may hold, but not together.
    for (span, arm) in &subject.facts.arms {
        let told = |inner: &vigie_syntax::Span| span.start <= inner.start && inner.end <= span.end;
        let part = subject.facts.conditions.iter();
        let part = part.filter(|(inner, c)| !c.possible && told(inner));
        if !arm.possible
            && !arm.condition.is_constant()
            && part.count() == 0
            && subject.is_place(*span)
        {
            let what = subject.quote(*span);
            let finding = CHECK.finding(*span, format!("{what} never holds"));
            found.push(finding.note("its parts exclude one another"));
        }
    }
    found
}

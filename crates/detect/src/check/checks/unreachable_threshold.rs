//! `unreachable-threshold`: a number that is never reached.

use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use super::words;
use crate::check::flow::facts::Condition;
use crate::check::values::test::test;

pub(super) const CHECK: Check = Check {
    name: "unreachable-threshold",
    severity: Severity::Warning,
    summary: "A threshold is one that a count, a score or a sum never reaches.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (span, known) in &subject.known.conditions {
        let plain = subject.facts.conditions.get(span);
        let alone = plain.is_some_and(|c| !c.possible);
        let condition: &Condition = if alone { plain.unwrap_or(known) } else { known };
        if condition.possible || !words::is_threshold(condition) || !subject.is_place(*span) {
            continue;
        }
        let Some(test) = test(&condition.expr) else {
            continue;
        };
        let what = subject.quote(*span);
        let name = subject.quote(test.operand().span);
        let holds = if condition.negated {
            format!("{what} always holds, which is asked not to be")
        } else {
            format!("{what} cannot be reached")
        };
        let mut finding = CHECK.finding(*span, holds);
        if let Some(operand) = &condition.operand {
            if let Some(shown) = operand.value.shown(operand.expr.ty) {
                finding = finding.note(format!("{name} is {shown} here"));
            }
            if let Some(origin) = operand.origin.filter(|o| subject.is_place(*o) && o != span) {
                finding = finding.label(origin, "its values come from here");
            }
        }
        if !alone {
            finding = finding.note(match subject.observed {
                None => "so it is with what the columns of the table hold today",
                Some(_) => "so it is with what the columns hold in these logs",
            });
        }
        found.push(finding.note(words::consequence(condition.role)));
    }
    found
}

//! `trigger`: an alert that asks for more rows than the query can give.

use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use crate::rule::TriggerOperator;

pub(super) const CHECK: Check = Check {
    name: "trigger",
    severity: Severity::Warning,
    summary: "The trigger of the rule asks for more rows than its query can give.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let trigger = subject.rule.trigger;
    let Some(most) = subject.facts.most_rows else {
        return Vec::new();
    };
    let rows = i64::try_from(most).unwrap_or(i64::MAX);
    let (reached, asked) = match trigger.operator {
        TriggerOperator::GreaterThan => (rows > trigger.threshold, "more than "),
        TriggerOperator::Equal => (rows >= trigger.threshold, ""),
        TriggerOperator::LessThan | TriggerOperator::NotEqual => return Vec::new(),
    };
    if reached {
        return Vec::new();
    }
    let message = format!(
        "the query gives at most {most} row{}",
        if most == 1 { "" } else { "s" }
    );
    let note = format!("the trigger asks for {asked}{}", trigger.threshold);
    vec![CHECK.finding(subject.last_line(), message).note(note)]
}

//! `dead-default`: what `case` gives otherwise, where there is no otherwise.

use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};

pub(super) const CHECK: Check = Check {
    name: "dead-default",
    severity: Severity::Info,
    summary: "The last value of a case is never given, because its branches take every row.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (span, default) in &subject.facts.defaults {
        if default.reached || !subject.is_place(*span) {
            continue;
        }
        let what = subject.quote(*span);
        let message = format!("{what} is never given: the branches take every row");
        let mut finding = CHECK.finding(*span, message);
        if let (Some(first), Some(last)) = (default.above.first(), default.above.last())
            && subject.is_place(*first)
        {
            finding = finding.label(first.to(*last), "from here on they take them");
        }
        found.push(finding);
    }
    found
}

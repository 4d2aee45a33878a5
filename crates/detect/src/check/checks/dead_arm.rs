//! `dead-arm`: a branch of `case` or `iff` that earlier branches always take before it.

use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};

pub(super) const CHECK: Check = Check {
    name: "dead-arm",
    severity: Severity::Warning,
    summary: "A branch is never taken, because earlier ones take every row that it is for.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (span, arm) in &subject.facts.arms {
        if arm.reached || !arm.possible || arm.condition.is_constant() || !subject.is_place(*span) {
            continue;
        }
        let what = subject.quote(arm.value);
        let mut finding = CHECK.finding(*span, format!("{what} is never given: others come first"));
        if let (Some(first), Some(last)) = (arm.above.first(), arm.above.last())
            && subject.is_place(*first)
        {
            let text = "from here on they take them";
            finding = finding.label(first.to(*last), text);
        }
        found.push(finding);
    }
    found
}

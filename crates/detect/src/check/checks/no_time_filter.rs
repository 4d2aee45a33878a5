//! `no-time-filter`: a query without a schedule that reads all the time there is.

use vigie_engine::types::Type;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};

pub(super) const CHECK: Check = Check {
    name: "no-time-filter",
    severity: Severity::Info,
    summary: "A query that no schedule bounds has no condition on the time.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let facts = subject.facts;
    // A schedule bounds every table of a rule by its period.
    if subject.rule.schedule.is_some() || facts.scans.iter().any(|s| s.filter.is_some()) {
        return Vec::new();
    }
    let timed = facts.scans.iter().find(|scan| {
        let times = ["TimeGenerated", "Timestamp"];
        let mut columns = scan.columns.iter();
        scan.is_log
            && subject.is_place(scan.span)
            && columns.any(|c| c.ty == Type::Datetime && times.contains(&c.name.as_str()))
    });
    let finding = timed.map(|scan| {
        let message = format!("nothing bounds the time of the rows of `{}`", scan.table);
        CHECK.finding(scan.span, message)
    });
    finding.into_iter().collect()
}

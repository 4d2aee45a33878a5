//! `look-back`: conditions on the time that disagree with when the rule runs.

use vigie_engine::types::timespan;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use crate::check::flow::facts::Scan;

pub(super) const CHECK: Check = Check {
    name: "look-back",
    severity: Severity::Warning,
    summary: "The query looks further back than the rule lets it, or not as far as it runs seldom.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(schedule) = subject.rule.schedule else {
        return found;
    };
    let text = |ticks: i64| short(ticks);
    let back = |scan: &Scan| {
        let ticks = subject.now.saturating_sub(scan.from?);
        // `>` leaves out one tick.
        let whole = ticks.saturating_add(1);
        Some(if whole % timespan::SECOND == 0 {
            whole
        } else {
            ticks
        })
    };
    // The beginning of a day long ago is meant to be about that long ago.
    let about = if schedule.period > timespan::DAY {
        timespan::DAY
    } else {
        0
    };
    let scans = || subject.facts.scans.iter().filter(|s| s.is_log);
    for scan in scans() {
        let (Some(back), Some(span)) = (back(scan), scan.filter) else {
            continue;
        };
        if back > schedule.period + about && subject.is_place(span) {
            let (wanted, period) = (text(back), text(schedule.period));
            let message = format!("this looks back {wanted}, and the rule sees only {period}");
            found.push(
                CHECK
                    .finding(span, message)
                    .help(format!("`queryPeriod: {wanted}` lets it see them")),
            );
        }
    }
    // Only where no table is looked at for as long as the rule pauses is something missed.
    let longest = scans().map(|scan| back(scan).unwrap_or(schedule.period));
    if let Some(longest) = longest.max()
        && longest.min(schedule.period) < schedule.frequency
    {
        let (seen, frequency) = (text(longest.min(schedule.period)), text(schedule.frequency));
        let filter = scans()
            .filter(|s| back(s) == Some(longest))
            .find_map(|s| s.filter);
        let span = filter.or_else(|| scans().map(|s| s.span).next());
        if let Some(span) = span.filter(|s| subject.is_place(*s)) {
            let message = format!(
                "the rule runs every {frequency} and looks back {seen}: it misses the time between"
            );
            found.push(CHECK.finding(span, message));
        }
    }
    found.sort_by_key(|d| d.span);
    found.dedup_by_key(|d| d.span);
    found
}

/// `14d`, `90m`: a length of time as rules write it.
fn short(ticks: i64) -> String {
    let units = [
        (timespan::DAY, "d"),
        (timespan::HOUR, "h"),
        (timespan::MINUTE, "m"),
        (timespan::SECOND, "s"),
    ];
    let whole = units
        .iter()
        .find(|(unit, _)| ticks % unit == 0 && ticks >= *unit);
    whole.map_or_else(
        || timespan::format(ticks),
        |(unit, name)| format!("{}{name}", ticks / unit),
    )
}

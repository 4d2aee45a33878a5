//! Which alerts of a rule are one incident, as its author has it.

use std::collections::BTreeSet;

use crate::alert::Alert;
use crate::rule::{IncidentGrouping, Matching};

/// Gives the alerts of one rule, in the order of their times, the id of their incident: that of its
/// first alert.
pub(crate) fn group(alerts: &mut [Alert], grouping: Option<&IncidentGrouping>) {
    let Some(grouping) = grouping else {
        return;
    };
    // Of each incident its last alert.
    let mut open: Vec<usize> = Vec::new();
    for at in 0..alerts.len() {
        let alert = &alerts[at];
        let joined = open.iter().rposition(|last| {
            let last = &alerts[*last];
            let near = alert.first.saturating_sub(last.last) <= grouping.lookback;
            near && alike(last, alert, &grouping.matching)
        });
        match joined {
            Some(place) => {
                let incident = alerts[open[place]].incident.clone();
                alerts[at].incident = incident;
                open[place] = at;
            }
            None => open.push(at),
        }
    }
}

fn alike(a: &Alert, b: &Alert, matching: &Matching) -> bool {
    match matching {
        Matching::AnyAlert => true,
        Matching::AllEntities => {
            let all = |alert: &Alert| alert.entities.iter().cloned().collect::<BTreeSet<_>>();
            !a.entities.is_empty() && all(a) == all(b)
        }
        Matching::Selected {
            entities,
            details,
            custom_details,
        } => {
            let chosen = |alert: &Alert, kind: &String| {
                let of = alert
                    .entities
                    .iter()
                    .filter(|e| e.kind.eq_ignore_ascii_case(kind));
                of.cloned().collect::<BTreeSet<_>>()
            };
            let detail = |alert: &Alert, name: &String| match name.to_lowercase().as_str() {
                "severity" => alert.severity.name().to_owned(),
                _ => alert.title.clone(),
            };
            let custom = |alert: &Alert, name: &String| {
                let found = alert.custom_details.iter().find(|(n, _)| n == name);
                found.map(|(_, value)| value.to_text())
            };
            entities.iter().all(|k| chosen(a, k) == chosen(b, k))
                && details.iter().all(|d| detail(a, d) == detail(b, d))
                && custom_details.iter().all(|c| custom(a, c) == custom(b, c))
        }
    }
}

//! One alert for one thing: what later runs of a rule find again is an update of the alert.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use vigie_engine::types::{Type, Value};

use crate::alert::{Alert, Entity, Record};
use crate::firing::Firing;
use crate::record::Place;
use crate::rule::Rule;

/// The alerts of one rule while it is replayed.
#[derive(Debug, Default)]
pub(crate) struct Merger {
    open: Vec<Open>,
    /// The alerts that rest on a record.
    by_record: BTreeMap<Place, Vec<usize>>,
    /// The alerts of the last run.
    last: BTreeSet<usize>,
}

#[derive(Debug)]
struct Open {
    /// The run that showed most of it.
    shown: Firing,
    /// All records of all runs.
    records: BTreeSet<Place>,
    entities: Vec<Entity>,
    /// What the id is made of: entities and evidence of the first run.
    first_entities: Vec<Entity>,
    first_record: Option<Place>,
    found: i64,
    updated: i64,
    runs: u64,
    /// The earliest and the latest of the windows in which it was seen.
    after: i64,
}

impl Merger {
    /// Takes in what one run has found.
    pub(crate) fn add(&mut self, firings: Vec<Firing>) {
        let mut taken = BTreeSet::new();
        for firing in firings {
            match self.known(&firing, &taken) {
                Some(at) => {
                    taken.insert(at);
                    self.update(at, firing);
                }
                None => {
                    taken.insert(self.open.len());
                    self.begin(firing);
                }
            }
        }
        self.last = taken;
    }

    /// So many runs after the last one, up to the one at `run`, would have found the same.
    pub(crate) fn again(&mut self, runs: u64, run: i64) {
        for at in &self.last {
            let open = &mut self.open[*at];
            open.runs += runs;
            open.updated = run;
        }
    }

    fn begin(&mut self, firing: Firing) {
        let at = self.open.len();
        for place in &firing.records {
            self.by_record.entry(*place).or_default().push(at);
        }
        self.open.push(Open {
            records: firing.records.iter().copied().collect(),
            entities: firing.entities.clone(),
            first_entities: firing.entities.clone(),
            first_record: firing.records.first().copied(),
            found: firing.run,
            updated: firing.run,
            runs: 1,
            after: firing.after,
            shown: firing,
        });
    }

    fn update(&mut self, at: usize, firing: Firing) {
        let open = &mut self.open[at];
        for place in &firing.records {
            if open.records.insert(*place) {
                self.by_record.entry(*place).or_default().push(at);
            }
        }
        for entity in &firing.entities {
            if !open.entities.contains(entity) {
                open.entities.push(entity.clone());
            }
        }
        open.updated = firing.run;
        open.runs += 1;
        let weight = |f: &Firing| (f.records.len(), f.severity);
        if weight(&firing) > weight(&open.shown) {
            open.shown = firing;
        }
    }

    /// The alert that a firing is an update of: it rests on the same records, for the most part, and
    /// is about the same. Where no records are known, its windows follow one another and its words
    /// are the same.
    fn known(&self, firing: &Firing, taken: &BTreeSet<usize>) -> Option<usize> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for place in &firing.records {
            for at in self.by_record.get(place).into_iter().flatten() {
                *shared.entry(*at).or_default() += 1;
            }
        }
        let mostly = |at: &usize, count: usize| {
            let fewer = self.open[*at].records.len().min(firing.records.len());
            count * 2 >= fewer
        };
        let candidates: Vec<(usize, usize)> = if firing.records.is_empty() {
            let follows = |open: &Open| open.records.is_empty() && firing.after <= open.updated;
            let open = self.open.iter().enumerate();
            open.filter(|(_, o)| follows(o))
                .map(|(at, _)| (at, 0))
                .collect()
        } else {
            shared
                .into_iter()
                .filter(|(at, n)| mostly(at, *n))
                .collect()
        };
        candidates
            .into_iter()
            .filter(|(at, _)| !taken.contains(at))
            .filter(|(at, _)| same_subject(&self.open[*at], firing))
            .map(|(at, n)| (alike(&self.open[at].shown, firing), n, at))
            .filter(|((same, of), _, _)| !firing.records.is_empty() || same == of)
            .max_by_key(|((same, _), n, at)| (*same, *n, std::cmp::Reverse(*at)))
            .map(|(_, _, at)| at)
    }

    /// The alerts in the order in which they were found.
    pub(crate) fn finish(
        self,
        rule: &Arc<Rule>,
        record: impl Fn(Place) -> Option<Record>,
    ) -> Vec<Alert> {
        let mut ids = BTreeSet::new();
        let mut alerts = Vec::with_capacity(self.open.len());
        for open in self.open {
            let first_record = open.first_record.and_then(&record);
            let mut number = 0;
            let id = loop {
                let id = id(
                    rule,
                    &open.first_entities,
                    first_record.as_ref(),
                    &open,
                    number,
                );
                if ids.insert(id.clone()) {
                    break id;
                }
                // Several rows of one record, as `mv-expand` makes them.
                number += 1;
            };
            alerts.push(open.alert(rule, id, &record));
        }
        alerts
    }
}

impl Open {
    fn alert(
        self,
        rule: &Arc<Rule>,
        id: String,
        record: &impl Fn(Place) -> Option<Record>,
    ) -> Alert {
        let records: Vec<Record> = self.records.into_iter().filter_map(record).collect();
        let (first, last) = match times(&records).or_else(|| row_times(&self.shown)) {
            Some(range) => range,
            None => (self.after, self.updated),
        };
        let shown = self.shown;
        Alert {
            incident: id.clone(),
            id,
            rule: Arc::clone(rule),
            title: shown.title,
            description: shown.description,
            severity: shown.severity,
            first,
            last,
            found: self.found,
            updated: self.updated,
            runs: self.runs,
            tactics: shown.tactics,
            techniques: shown.techniques,
            entities: self.entities,
            custom_details: shown.custom_details,
            properties: shown.properties,
            columns: shown.columns,
            rows: shown.rows,
            records,
            untraced: shown.untraced,
            suppressed: None,
        }
    }
}

fn times(records: &[Record]) -> Option<(i64, i64)> {
    let times = || records.iter().filter_map(|r| r.time);
    Some((times().min()?, times().max()?))
}

/// The times that a row tells, within what the run looked at.
fn row_times(firing: &Firing) -> Option<(i64, i64)> {
    let times = || {
        firing.rows.iter().flatten().filter_map(|cell| match cell {
            Value::Datetime(t) if (firing.after..=firing.run).contains(t) => Some(*t),
            _ => None,
        })
    };
    Some((times().min()?, times().max()?))
}

/// Whether both are about somebody in common; a rule that maps no entities always is.
fn same_subject(open: &Open, firing: &Firing) -> bool {
    firing.entities.is_empty()
        || open.entities.is_empty()
        || firing.entities.iter().any(|e| open.entities.contains(e))
}

/// How many of the words of the first rows are the same, and of how many. Numbers, times and lists
/// grow from run to run.
fn alike(a: &Firing, b: &Firing) -> (usize, usize) {
    let (Some(x), Some(y)) = (a.rows.first(), b.rows.first()) else {
        return (0, 0);
    };
    let words: Vec<bool> = a
        .columns
        .iter()
        .zip(x.iter().zip(y))
        .filter(|(c, _)| matches!(c.ty, Type::String | Type::Guid | Type::Bool))
        .map(|(_, (x, y))| x == y)
        .collect();
    (words.iter().filter(|same| **same).count(), words.len())
}

/// Twenty hexadecimal digits that depend on the rule, whom it is about, and the first evidence.
fn id(
    rule: &Rule,
    entities: &[Entity],
    first: Option<&Record>,
    open: &Open,
    number: usize,
) -> String {
    let mut parts = vec![rule.id.clone()];
    let mut entities: Vec<&Entity> = entities.iter().collect();
    entities.sort();
    for entity in entities {
        parts.push(entity.kind.clone());
        for (name, value) in &entity.identifiers {
            parts.push(name.clone());
            parts.push(value.to_lowercase());
        }
    }
    match first {
        Some(record) => {
            parts.push(record.time.unwrap_or_default().to_string());
            parts.push(record.identity());
        }
        None => parts.push(open.found.to_string()),
    }
    parts.push(number.to_string());
    let digest = Sha256::digest(parts.join("\u{1e}").as_bytes());
    digest.iter().take(10).map(|b| format!("{b:02x}")).collect()
}

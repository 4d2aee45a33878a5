//! Events that together meet a condition: the correlations of Sigma.
//!
//! Source: the "Sigma Correlation Rules Specification", version 2.1. A window of time slides over
//! the events of a group; it is looked at whenever an event comes, so windows without any are not.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::kernel::{Kernel, Rows};
use crate::trace::MAX_RECORDS;
use crate::types::{Json, Value, dynamic};

/// Finds the windows that meet a condition.
#[derive(Debug)]
pub(crate) struct Correlate {
    pub(crate) measure: Measure,
    /// How long a window is.
    pub(crate) ticks: i64,
    pub(crate) requirement: Requirement,
    /// How many rules the events are of.
    pub(crate) rules: usize,
    /// How many columns are grouped by.
    pub(crate) groups: usize,
    /// A row at each event at which the condition is met.
    pub(crate) each: bool,
}

/// What is measured of the events in a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Measure {
    Events,
    Values,
    Sum,
    Average,
    Percentile(f64),
    /// How many of the rules have events.
    Rules,
    /// How many of the rules have events in the order of the rules.
    Order,
}

/// When a window counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Requirement {
    /// The measure compares so with each; all rules, where there is none.
    Measure(Vec<(Compare, f64)>),
    Logic(Logic),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compare {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Logic {
    And(Vec<Logic>),
    Or(Vec<Logic>),
    Not(Vec<Logic>),
    Rule(usize),
}

/// Where the columns of the input stand.
const TIME: usize = 0;
const RULE: usize = 1;
const VALUE: usize = 2;
const GROUPS: usize = 3;

impl Measure {
    pub(crate) fn of(name: &str, percentile: f64) -> Option<Self> {
        Some(match name {
            "event_count" => Self::Events,
            "value_count" => Self::Values,
            "value_sum" => Self::Sum,
            "value_avg" => Self::Average,
            "value_median" | "value_percentile" => Self::Percentile(percentile.clamp(0.0, 100.0)),
            "temporal" => Self::Rules,
            "temporal_ordered" => Self::Order,
            _ => return None,
        })
    }
}

impl Requirement {
    /// `[["gte",5],["lt",9]]`
    pub(crate) fn comparisons(json: &Json) -> Option<Self> {
        let each = json.as_array()?.iter().map(|one| {
            let compare = match one.get(0)?.as_str()? {
                "lt" => Compare::Less,
                "lte" => Compare::LessOrEqual,
                "gt" => Compare::Greater,
                "gte" => Compare::GreaterOrEqual,
                "eq" => Compare::Equal,
                "neq" => Compare::NotEqual,
                _ => return None,
            };
            Some((compare, one.get(1)?.as_f64()?))
        });
        each.collect::<Option<_>>().map(Self::Measure)
    }

    /// `["and",0,["not",1]]`
    pub(crate) fn rules(json: &Json, depth: usize) -> Option<Self> {
        logic(json, depth).map(Self::Logic)
    }
}

fn logic(json: &Json, depth: usize) -> Option<Logic> {
    if depth > 128 {
        return None;
    }
    if let Some(rule) = json.as_u64() {
        return Some(Logic::Rule(usize::try_from(rule).ok()?));
    }
    let (word, rest) = json.as_array()?.split_first()?;
    let parts = rest
        .iter()
        .map(|one| logic(one, depth + 1))
        .collect::<Option<Vec<_>>>()?;
    Some(match word.as_str()? {
        "and" => Logic::And(parts),
        "or" => Logic::Or(parts),
        "not" => Logic::Not(parts),
        _ => return None,
    })
}

impl Logic {
    fn is_met(&self, events: &[usize]) -> bool {
        match self {
            Self::And(all) => all.iter().all(|one| one.is_met(events)),
            Self::Or(any) => any.iter().any(|one| one.is_met(events)),
            Self::Not(none) => !none.iter().any(|one| one.is_met(events)),
            Self::Rule(rule) => events.get(*rule).is_some_and(|n| *n > 0),
        }
    }
}

/// One event of a group.
struct Event {
    time: i64,
    rule: usize,
    /// What is counted or added up; several where the field holds several.
    values: Vec<String>,
    /// The row of the input.
    row: usize,
}

/// A stretch of windows that meet the condition.
struct Found {
    /// Events of the group: the first, and the one behind the last.
    from: usize,
    to: usize,
    measure: f64,
}

/// What is known of the events in a window.
struct Window {
    /// How many events there are of each rule.
    rules: Vec<usize>,
    values: BTreeMap<String, usize>,
    sorted: Vec<f64>,
    sum: f64,
}

impl Correlate {
    /// The result's rows, and the first so many of the input's rows behind each.
    fn found(&self, input: &Rows, most: usize) -> Vec<(Vec<Value>, Vec<usize>)> {
        let mut groups: BTreeMap<Vec<String>, Vec<Event>> = BTreeMap::new();
        for (row, cells) in input.rows.iter().enumerate() {
            let time = match cells.get(TIME) {
                Some(Value::Datetime(ticks)) => *ticks,
                // An event without a time is near none.
                _ => continue,
            };
            let key = cells.iter().skip(GROUPS).take(self.groups);
            let values = match cells.get(VALUE) {
                Some(Value::Dynamic(Json::Array(items))) => items
                    .iter()
                    .filter(|i| !i.is_null())
                    .map(dynamic::to_text)
                    .collect(),
                Some(Value::Dynamic(json)) if !json.is_null() => vec![dynamic::to_text(json)],
                _ => Vec::new(),
            };
            let event = Event {
                time,
                rule: cells
                    .get(RULE)
                    .and_then(Value::as_i64)
                    .and_then(|rule| usize::try_from(rule).ok())
                    .unwrap_or(0),
                values,
                row,
            };
            let key: Vec<String> = key.map(Value::to_text).collect();
            groups.entry(key).or_default().push(event);
        }
        let mut all: Vec<(i64, Vec<Value>, Vec<usize>)> = Vec::new();
        for events in groups.values_mut() {
            // Equal times keep the order of the rules.
            events.sort_by_key(|event| event.time);
            for found in self.windows(events) {
                let Some(within) = events.get(found.from..found.to) else {
                    continue;
                };
                if let Some((last, cells)) = self.row(within, found.measure, input) {
                    let rows = within.iter().take(most).map(|e| e.row);
                    all.push((last, cells, rows.collect()));
                }
            }
        }
        all.sort_by_key(|(last, _, _)| *last);
        all.into_iter()
            .map(|(_, cells, rows)| (cells, rows))
            .collect()
    }

    fn row(&self, events: &[Event], measure: f64, input: &Rows) -> Option<(i64, Vec<Value>)> {
        let (first, last) = (events.first()?, events.last()?);
        let cells = input.rows.get(last.row)?;
        let mut row: Vec<Value> = cells
            .iter()
            .skip(GROUPS)
            .take(self.groups)
            .cloned()
            .collect();
        row.extend([
            Value::Datetime(first.time),
            Value::Datetime(last.time),
            Value::Long(events.len() as i64),
            Value::Real(measure),
        ]);
        // What is handed on may be missing in an event of another rule.
        for (column, cell) in cells.iter().enumerate().skip(GROUPS + self.groups) {
            let of = |event: &Event| {
                input
                    .rows
                    .get(event.row)
                    .and_then(|r| r.get(column))
                    .cloned()
            };
            let mut there = events.iter().rev().filter_map(of);
            let found = there.find(|v| !v.is_null() && !v.to_text().is_empty());
            row.push(found.unwrap_or_else(|| cell.clone()));
        }
        Some((last.time, row))
    }

    fn windows(&self, events: &[Event]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut window = Window::new(self.rules);
        let (mut from, mut to) = (0, 0);
        while let Some(event) = events.get(to) {
            let now = event.time;
            while let Some(event) = events.get(to).filter(|e| e.time == now) {
                window.add(event, self.measure);
                to += 1;
            }
            let oldest = now.saturating_sub(self.ticks);
            while let Some(event) = events.get(from).filter(|e| e.time < oldest) {
                window.remove(event, self.measure);
                from += 1;
            }
            let within = events.get(from..to).unwrap_or_default();
            let measure = self.measured(&window, within);
            if !self.is_met(&window, measure) {
                continue;
            }
            match found.last_mut().filter(|last| !self.each && from < last.to) {
                Some(last) => {
                    last.to = to;
                    last.measure = last.measure.max(measure);
                }
                None => found.push(Found { from, to, measure }),
            }
        }
        found
    }

    /// NaN where there is nothing to measure, which compares with no number.
    fn measured(&self, window: &Window, events: &[Event]) -> f64 {
        match self.measure {
            Measure::Events => events.len() as f64,
            Measure::Values => window.values.len() as f64,
            Measure::Sum if window.sorted.is_empty() => f64::NAN,
            Measure::Sum => window.sum,
            Measure::Average => window.sum / window.sorted.len() as f64,
            Measure::Percentile(rank) => percentile(&window.sorted, rank),
            Measure::Rules => window.rules.iter().filter(|n| **n > 0).count() as f64,
            Measure::Order => in_order(events, self.rules) as f64,
        }
    }

    fn is_met(&self, window: &Window, measure: f64) -> bool {
        match &self.requirement {
            Requirement::Logic(logic) => logic.is_met(&window.rules),
            Requirement::Measure(comparisons) if comparisons.is_empty() => {
                measure >= self.rules as f64
            }
            Requirement::Measure(comparisons) => comparisons.iter().all(|(compare, number)| {
                let order = measure.partial_cmp(number);
                order.is_some_and(|order| match compare {
                    Compare::Less => order == Ordering::Less,
                    Compare::LessOrEqual => order != Ordering::Greater,
                    Compare::Greater => order == Ordering::Greater,
                    Compare::GreaterOrEqual => order != Ordering::Less,
                    Compare::Equal => order == Ordering::Equal,
                    Compare::NotEqual => order != Ordering::Equal,
                })
            }),
        }
    }
}

impl Window {
    fn new(rules: usize) -> Self {
        Self {
            rules: vec![0; rules],
            values: BTreeMap::new(),
            sorted: Vec::new(),
            sum: 0.0,
        }
    }

    fn add(&mut self, event: &Event, measure: Measure) {
        if let Some(count) = self.rules.get_mut(event.rule) {
            *count += 1;
        }
        match measure {
            Measure::Values => {
                for value in &event.values {
                    *self.values.entry(value.clone()).or_default() += 1;
                }
            }
            Measure::Sum | Measure::Average | Measure::Percentile(_) => {
                for number in numbers(event) {
                    let at = self.sorted.partition_point(|n| *n < number);
                    self.sorted.insert(at, number);
                    self.sum += number;
                }
            }
            Measure::Events | Measure::Rules | Measure::Order => {}
        }
    }

    fn remove(&mut self, event: &Event, measure: Measure) {
        if let Some(count) = self.rules.get_mut(event.rule) {
            *count = count.saturating_sub(1);
        }
        match measure {
            Measure::Values => {
                for value in &event.values {
                    if let Some(count) = self.values.get_mut(value) {
                        *count -= 1;
                        if *count == 0 {
                            self.values.remove(value);
                        }
                    }
                }
            }
            Measure::Sum | Measure::Average | Measure::Percentile(_) => {
                for number in numbers(event) {
                    let at = self.sorted.partition_point(|n| *n < number);
                    if self.sorted.get(at) == Some(&number) {
                        self.sorted.remove(at);
                    }
                }
                // Added up anew, so that nothing of what left remains.
                self.sum = self.sorted.iter().sum();
            }
            Measure::Events | Measure::Rules | Measure::Order => {}
        }
    }
}

fn numbers(event: &Event) -> impl Iterator<Item = f64> + '_ {
    let read = event
        .values
        .iter()
        .filter_map(|v| v.trim().parse::<f64>().ok());
    read.filter(|n| n.is_finite())
}

/// Between the two nearest values.
fn percentile(sorted: &[f64], rank: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = rank / 100.0 * last as f64;
    let below = place.floor() as usize;
    let (low, high) = (sorted[below.min(last)], sorted[(below + 1).min(last)]);
    low + (high - low) * (place - below as f64)
}

/// The most rules whose events follow one another in the order of the rules.
fn in_order(events: &[Event], rules: usize) -> usize {
    let mut longest = vec![0_usize; rules];
    for event in events {
        let Some(before) = longest.get(..event.rule) else {
            continue;
        };
        let length = before.iter().max().copied().unwrap_or(0) + 1;
        if let Some(own) = longest.get_mut(event.rule) {
            *own = (*own).max(length);
        }
    }
    longest.into_iter().max().unwrap_or(0)
}

impl Kernel for Correlate {
    fn name(&self) -> &'static str {
        "__correlate"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        Ok(self
            .found(input, 0)
            .into_iter()
            .map(|(row, _)| row)
            .collect())
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        // Windows at each event overlap: all of their rows together would be many times the input.
        let most = if self.each { 100 } else { MAX_RECORDS };
        Some(
            self.found(input, most)
                .into_iter()
                .map(|(_, rows)| rows)
                .collect(),
        )
    }
}

//! Events on a timeline: who was seen when, gathered into bins for each subtable. What the plugins
//! about active users are made of.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::compute::calendar;
use crate::kernel::Rows;
use crate::lower::key;
use crate::types::{Type, Value};

/// How many bins a plugin goes through.
const BINS: usize = 1_000_000;

/// The width of a bin.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    /// Whole numbers, or ticks.
    Width(i64),
    /// Weeks from Sunday on.
    Week,
    Month,
    Year,
}

/// From when to when, in bins of which width. Whole numbers, or ticks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) step: Step,
}

impl Span {
    /// The beginning of the bin that a time is in; `None` for a time outside. Both ends belong to
    /// the span.
    pub(crate) fn bin(&self, time: i64) -> Option<i64> {
        if time < self.start || time > self.end {
            return None;
        }
        Some(self.floor(time))
    }

    /// The beginning of the bin of any time. Bins of a width are counted from the start.
    fn floor(&self, time: i64) -> i64 {
        match self.step {
            Step::Width(width) => {
                let width = i128::from(width.max(1));
                let from = i128::from(time) - i128::from(self.start);
                let floor = from.div_euclid(width) * width + i128::from(self.start);
                i64::try_from(floor).unwrap_or(time)
            }
            Step::Week => calendar::start_of_week(time),
            Step::Month => calendar::start_of_month(time),
            Step::Year => calendar::start_of_year(time),
        }
    }

    /// The beginning of the bin behind one.
    pub(crate) fn after(&self, bin: i64) -> Option<i64> {
        let last = match self.step {
            Step::Width(width) => return bin.checked_add(width.max(1)),
            Step::Week => calendar::end_of_week(bin),
            Step::Month => calendar::end_of_month(bin),
            Step::Year => calendar::end_of_year(bin),
        };
        last?.checked_add(1)
    }

    /// The beginning of the bin before one.
    pub(crate) fn before(&self, bin: i64) -> Option<i64> {
        match self.step {
            Step::Width(width) => bin.checked_sub(width.max(1)),
            _ => Some(self.floor(bin.checked_sub(1)?)),
        }
    }

    /// All bins, those without events too. An error is a sentence for the user.
    pub(crate) fn bins(&self) -> Result<Vec<i64>, String> {
        let mut bins = Vec::new();
        let mut at = Some(self.floor(self.start));
        while let Some(bin) = at.filter(|bin| *bin <= self.end) {
            if bins.len() == BINS {
                return Err(format!("the span comes to more than {BINS} bins"));
            }
            bins.push(bin);
            at = self.after(bin);
        }
        Ok(bins)
    }
}

/// One event: whose, when.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// The text that tells values apart.
    pub(crate) id: String,
    pub(crate) time: i64,
}

/// One subtable: the values of its dimensions, its events in the order of the rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Subtable {
    pub(crate) dimensions: Vec<Value>,
    pub(crate) events: Vec<Event>,
}

/// What was seen in one bin.
#[derive(Debug, Default)]
pub(crate) struct Seen<'a> {
    pub(crate) rows: usize,
    pub(crate) ids: BTreeSet<&'a str>,
}

/// The first and the last time of all events; `None` where there are none.
pub(crate) fn ends(subtables: &[Subtable]) -> Option<(i64, i64)> {
    let times = || subtables.iter().flat_map(|s| &s.events).map(|e| e.time);
    times().min().zip(times().max())
}

/// The subtables of rows `[id, time, dimensions…]`, in the order of their first rows. Rows without
/// a time or without an id do not count.
pub(crate) fn subtables(input: &Rows) -> Vec<Subtable> {
    let mut found: IndexMap<Vec<Option<String>>, Subtable> = IndexMap::new();
    for row in &input.rows {
        let [id, time, dimensions @ ..] = row.as_slice() else {
            continue;
        };
        let (Some(id), Some(time)) = (key(id, false), time.as_i64()) else {
            continue;
        };
        let of = dimensions.iter().map(|d| key(d, false)).collect();
        let subtable = found.entry(of).or_insert_with(|| Subtable {
            dimensions: dimensions.to_vec(),
            events: Vec::new(),
        });
        subtable.events.push(Event { id, time });
    }
    found.into_values().collect()
}

impl Subtable {
    /// What was seen in each bin that has events.
    pub(crate) fn seen(&self, span: &Span) -> BTreeMap<i64, Seen<'_>> {
        let mut bins: BTreeMap<i64, Seen<'_>> = BTreeMap::new();
        for event in &self.events {
            if let Some(bin) = span.bin(event.time) {
                let seen = bins.entry(bin).or_default();
                seen.rows += 1;
                seen.ids.insert(&event.id);
            }
        }
        bins
    }

    /// The events by time.
    pub(crate) fn sorted(&self) -> Vec<&Event> {
        let mut events: Vec<&Event> = self.events.iter().collect();
        events.sort_by_key(|e| e.time);
        events
    }

    /// The times of each id, sorted.
    pub(crate) fn by_id(&self) -> BTreeMap<&str, Vec<i64>> {
        let mut ids: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        for event in self.sorted() {
            ids.entry(&event.id).or_default().push(event.time);
        }
        ids
    }
}

/// How many events there are in a window that moves on, and of how many ids.
#[derive(Debug, Default)]
pub(crate) struct Window<'a> {
    pub(crate) rows: usize,
    counts: BTreeMap<&'a str, usize>,
    from: usize,
    until: usize,
}

impl<'a> Window<'a> {
    /// Moves on to the events with `from <= time < until`, of events sorted by time.
    pub(crate) fn move_to(&mut self, events: &[&'a Event], from: i64, until: i64) {
        while let Some(event) = events.get(self.until).filter(|e| e.time < until) {
            *self.counts.entry(&event.id).or_default() += 1;
            self.rows += 1;
            self.until += 1;
        }
        while self.from < self.until {
            let event = events[self.from];
            if event.time >= from {
                break;
            }
            if let Some(count) = self.counts.get_mut(event.id.as_str()) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(event.id.as_str());
                }
            }
            self.rows -= 1;
            self.from += 1;
        }
    }

    pub(crate) fn ids(&self) -> usize {
        self.counts.len()
    }
}

/// A time of the timeline's type.
pub(crate) fn time(value: i64, ty: Type) -> Value {
    match ty {
        Type::Datetime => Value::Datetime(value),
        Type::Timespan => Value::Timespan(value),
        Type::Int => i32::try_from(value).map_or(Value::Null, Value::Int),
        _ => Value::Long(value),
    }
}

/// A count as a value.
pub(crate) fn count(n: usize) -> Value {
    Value::Long(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A part of a whole; NaN of nothing.
pub(crate) fn rate(part: usize, whole: usize) -> Value {
    Value::Real(part as f64 / whole as f64)
}

/// `[time, dimensions…, values…]`.
pub(crate) fn row(time: Value, dimensions: &[Value], values: Vec<Value>) -> Vec<Value> {
    let mut row = vec![time];
    row.extend_from_slice(dimensions);
    row.extend(values);
    row
}

//! Aggregates of steps laid on an axis: one array for each group and aggregate.

use indexmap::IndexMap;

use crate::kernel::{Kernel, Rows};
use crate::lower::key;
use crate::types::{Json, Type, Value};

/// How many points a series may have.
const LIMIT: i64 = 5_000_000;

/// The keys of a group, and an array for each aggregate.
type Group = (Vec<Value>, Vec<Vec<Json>>);

/// The input's columns: the keys, the step's number, the aggregates. The output's: the keys, an
/// array for each aggregate, the axis.
#[derive(Debug)]
pub(crate) struct MakeSeries {
    pub(crate) keys: usize,
    /// What an aggregate is where no rows are.
    pub(crate) defaults: Vec<Value>,
    /// Where step 0 begins.
    pub(crate) from: Value,
    /// Whether `from` was given; otherwise the axis begins at the first step with rows.
    pub(crate) from_given: bool,
    pub(crate) step: Value,
    /// How many steps, when the end was given.
    pub(crate) count: Option<i64>,
    pub(crate) axis: Type,
    /// `kind=nonempty`: without rows there is still one series of defaults.
    pub(crate) nonempty: bool,
}

impl MakeSeries {
    fn point(&self, index: i64) -> Value {
        if self.axis == Type::Real {
            let (from, step) = (
                self.from.as_f64().unwrap_or(0.0),
                self.step.as_f64().unwrap_or(1.0),
            );
            return Value::Real(from + step * index as f64);
        }
        let (from, step) = (
            self.from.as_i64().unwrap_or(0),
            self.step.as_i64().unwrap_or(1),
        );
        let at = from.wrapping_add(step.wrapping_mul(index));
        match self.axis {
            Type::Datetime => Value::Datetime(at),
            Type::Timespan => Value::Timespan(at),
            _ => Value::Long(at),
        }
    }
}

impl Kernel for MakeSeries {
    fn name(&self) -> &'static str {
        "make_series"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let indexes = || input.rows.iter().filter_map(|r| r[self.keys].as_i64());
        let first = if self.from_given {
            0
        } else {
            indexes().min().unwrap_or(0)
        };
        let count = match self.count {
            Some(count) if self.from_given => count,
            Some(end) => end - first,
            None => indexes().max().map_or(0, |last| last - first + 1),
        };
        if count > LIMIT {
            return Err(format!(
                "`make-series` comes to {count} points, more than {LIMIT}"
            ));
        }
        let count = usize::try_from(count).unwrap_or(0);
        let fresh = || -> Vec<Vec<Json>> {
            self.defaults
                .iter()
                .map(|d| vec![d.to_json(); count])
                .collect()
        };
        let mut groups: IndexMap<Vec<Option<String>>, Group> = IndexMap::new();
        for row in &input.rows {
            let keys = &row[..self.keys];
            let id = keys.iter().map(|v| key(v, false)).collect();
            let (_, series) = groups.entry(id).or_insert_with(|| (keys.to_vec(), fresh()));
            let place = row[self.keys]
                .as_i64()
                .and_then(|i| usize::try_from(i - first).ok());
            let Some(place) = place.filter(|p| *p < count) else {
                continue;
            };
            for (values, cell) in series.iter_mut().zip(&row[self.keys + 1..]) {
                values[place] = cell.to_json();
            }
        }
        if groups.is_empty() && self.nonempty && self.keys == 0 {
            groups.insert(Vec::new(), (Vec::new(), fresh()));
        }
        let axis = Value::Dynamic(Json::Array(
            (0..count)
                .map(|i| self.point(first + i as i64).to_json())
                .collect(),
        ));
        Ok(groups
            .into_values()
            .map(|(mut row, series)| {
                row.extend(series.into_iter().map(|s| Value::Dynamic(Json::Array(s))));
                row.push(axis.clone());
                row
            })
            .collect())
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        let mut groups: IndexMap<Vec<Option<String>>, Vec<usize>> = IndexMap::new();
        for (at, row) in input.rows.iter().enumerate() {
            let id = row[..self.keys].iter().map(|v| key(v, false)).collect();
            groups.entry(id).or_default().push(at);
        }
        Some(groups.into_values().collect())
    }
}

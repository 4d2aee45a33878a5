use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;

use super::arguments::Arguments;
use super::def::*;
use crate::bind::{Bind, Binder, Names, Pipe};
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::kernels::timeline;
use crate::lower::key;
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "sequence_detect",
    summary: "Finds where conditions hold one after the other.",
    usage: "T | evaluate sequence_detect(TimelineColumn, MaxSequenceStepWindow, MaxSequenceSpan, Expr1, Expr2, …, Dim1, Dim2, …)",
    notes: "A row for each combination of times that is a sequence, once. Conditions are the arguments of type bool; the others tell apart what belongs together.",
    examples: &[
        example!("datatable(t:long, u:string, e:string)[1, 'x', 'in', 3, 'x', 'out', 4, 'y', 'out'] | evaluate sequence_detect(t, 5, 5, a = (e == 'in'), b = (e == 'out'), u) | project strcat(u, ' ', a_t, ' ', b_t)" => "x 1 3"),
    ],
    body: bind,
};

/// How many sequences are given at most.
const MOST: usize = 1_000_000;

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let mut arguments = Arguments::of(b, PLUGIN.name, &call)?;
    let time = arguments.timeline(b, 0, "TimelineColumn")?;
    let step = arguments.whole(b, 1, "MaxSequenceStepWindow")?;
    let span = arguments.whole(b, 2, "MaxSequenceSpan")?;
    let mut names = Names::default();
    let (mut times, mut dimensions) = (Vec::new(), Vec::new());
    let (mut conditions, mut shared) = (Vec::new(), Vec::new());
    for (i, argument) in call.arguments.iter().enumerate().skip(3) {
        let column = arguments.column(b, argument)?;
        // The first column read is the time.
        let at = i - 2;
        if column.ty == Type::Bool {
            let label = argument.name.as_ref().map_or("", |n| &n.text);
            times.push(format!("{label}_{}", time.name));
            conditions.push(at);
        } else {
            names.take(&column.name);
            dimensions.push(column);
            shared.push(at);
        }
    }
    if conditions.is_empty() {
        return Err(b.error(
            "missing-argument",
            call.span,
            "`sequence_detect` requires a condition",
        ));
    }
    let mut columns = dimensions;
    for name in times {
        columns.push(Column::new(names.free(&name), time.ty));
    }
    let duration = match time.ty {
        Type::Datetime => Type::Timespan,
        other => other,
    };
    columns.push(Column::new(names.free("Duration"), duration));
    let kernel = Sequences {
        step,
        span,
        conditions,
        shared,
        time: time.ty,
        duration,
    };
    arguments.run(Arc::new(kernel), columns)
}

#[derive(Debug)]
struct Sequences {
    step: i64,
    span: i64,
    /// The columns of the conditions.
    conditions: Vec<usize>,
    /// The columns that are equal in all rows of a sequence.
    shared: Vec<usize>,
    time: Type,
    duration: Type,
}

/// A row and its time.
type Timed<'a> = (i64, &'a [Value]);

impl Kernel for Sequences {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut groups: IndexMap<Vec<Option<String>>, Vec<Timed<'_>>> = IndexMap::new();
        for row in &input.rows {
            if let Some(time) = row.first().and_then(Value::as_i64) {
                let of = self.shared.iter().map(|at| key(&row[*at], false));
                groups.entry(of.collect()).or_default().push((time, row));
            }
        }
        let mut out = Vec::new();
        for rows in groups.values_mut() {
            rows.sort_by_key(|(time, _)| *time);
            for times in self.sequences(rows)? {
                let first = times.first().copied().unwrap_or(0);
                let last = times.last().copied().unwrap_or(0);
                let dimensions = rows.first().map(|(_, row)| *row).unwrap_or_default();
                let mut row: Vec<Value> = self
                    .shared
                    .iter()
                    .map(|at| dimensions[*at].clone())
                    .collect();
                row.extend(times.iter().map(|t| timeline::time(*t, self.time)));
                row.push(timeline::time(last.saturating_sub(first), self.duration));
                out.push(row);
                if out.len() > MOST {
                    return Err(format!("there are more than {MOST} sequences"));
                }
            }
        }
        Ok(out)
    }
}

impl Sequences {
    /// The times of all sequences in rows that belong together.
    fn sequences(&self, rows: &[Timed<'_>]) -> Result<BTreeSet<Vec<i64>>, String> {
        // Sequences that are not complete yet, by the place of their last row.
        let mut open: Vec<(usize, Vec<i64>)> = Vec::new();
        for (step, condition) in self.conditions.iter().enumerate() {
            let holds = |row: &[Value]| row[*condition].as_bool() == Some(true);
            let mut longer = BTreeSet::new();
            if step == 0 {
                let begun = rows.iter().enumerate().filter(|(_, (_, row))| holds(row));
                longer.extend(begun.map(|(at, (time, _))| (at, vec![*time])));
            }
            for (last, times) in &open {
                let before = times.last().copied().unwrap_or(0);
                let first = times.first().copied().unwrap_or(0);
                for (at, (time, row)) in rows.iter().enumerate().skip(last + 1) {
                    let in_time = time.saturating_sub(before) <= self.step
                        && time.saturating_sub(first) <= self.span;
                    if !in_time {
                        break;
                    }
                    if holds(row) {
                        let mut times = times.clone();
                        times.push(*time);
                        longer.insert((at, times));
                    }
                }
                if longer.len() > MOST {
                    return Err(format!("there are more than {MOST} sequences"));
                }
            }
            open = longer.into_iter().collect();
        }
        Ok(open.into_iter().map(|(_, times)| times).collect())
    }
}

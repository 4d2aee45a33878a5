use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::arguments::Arguments;
use super::def::*;
use crate::bind::{Bind, Binder, Pipe};
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::kernels::timeline::{self, Span, count};
use crate::lower::key;
use crate::types::{Column, Json, Type, Value, convert};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "funnel_sequence_completion",
    summary: "Counts who came how far in a sequence of states, within each of several periods.",
    usage: "T | evaluate funnel_sequence_completion(IdColumn, TimelineColumn, Start, End, BinSize, StateColumn, Sequence, MaxSequenceStepPeriods)",
    notes: "A period is measured from the first state of the sequence. Each bin, counted from the start, is looked at on its own; bins without rows are left out.",
    examples: &[
        example!("datatable(u:string, t:datetime, s:string)['a', datetime(2024-01-01), 'x', 'a', datetime(2024-01-01T01:00), 'y', 'b', datetime(2024-01-01), 'x'] | evaluate funnel_sequence_completion(u, t, datetime(2024-01-01), datetime(2024-01-02), 10d, s, dynamic(['x', 'y']), dynamic([2h])) | where s == 'y' | project ['dcount']" => "1"),
    ],
    body: bind,
};

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let mut arguments = Arguments::of(b, PLUGIN.name, &call)?;
    let (time, start, end) = arguments.events(b)?;
    let step = arguments.step(b, 4, "BinSize")?;
    let state = arguments.require(b, 5, "StateColumn")?;
    let state = arguments.column(b, state)?;
    let items = |value: Value| match value {
        Value::Dynamic(Json::Array(items)) => items,
        _ => Vec::new(),
    };
    let sequence = items(arguments.constant(b, 6, "Sequence")?);
    let periods = items(arguments.constant(b, 7, "MaxSequenceStepPeriods")?);
    let period_type = match time.ty {
        Type::Datetime | Type::Timespan => Type::Timespan,
        other => other,
    };
    let typed = |items: Vec<Json>, ty: Type| -> Vec<Value> {
        let items = items.into_iter().map(Value::json);
        items.map(|i| convert::convert(&i, ty)).collect()
    };
    let columns = vec![
        time.clone(),
        state.clone(),
        Column::new("Period", period_type),
        Column::new("dcount", Type::Long),
    ];
    let kernel = Funnel {
        span: Span { start, end, step },
        sequence: typed(sequence, state.ty),
        periods: typed(periods, period_type),
        ty: time.ty,
    };
    arguments.run(Arc::new(kernel), columns)
}

#[derive(Debug)]
struct Funnel {
    span: Span,
    sequence: Vec<Value>,
    periods: Vec<Value>,
    ty: Type,
}

impl Funnel {
    /// For each state of the sequence who came to it in time.
    fn reached<'a>(&self, events: &[(i64, &'a str, &str)], period: i64) -> Vec<BTreeSet<&'a str>> {
        let states: Vec<Option<String>> = self.sequence.iter().map(|s| key(s, false)).collect();
        let mut reached = vec![BTreeSet::new(); states.len()];
        // For each id and each state the latest beginning of a sequence that came to it.
        let mut begun: BTreeMap<&str, Vec<Option<i64>>> = BTreeMap::new();
        for (time, id, state) in events {
            let begun = begun.entry(id).or_insert_with(|| vec![None; states.len()]);
            // From the end, so that one event is no two steps.
            for at in (0..states.len()).rev() {
                if states[at].as_deref() != Some(*state) {
                    continue;
                }
                let from = match at {
                    0 => Some(*time),
                    _ => begun[at - 1].filter(|from| time.saturating_sub(*from) <= period),
                };
                if from.is_some() {
                    begun[at] = from;
                    reached[at].insert(*id);
                }
            }
        }
        reached
    }
}

impl Kernel for Funnel {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut events: Vec<(i64, String, String)> = Vec::new();
        for row in &input.rows {
            if let [id, time, state] = row.as_slice()
                && let (Some(id), Some(time)) = (key(id, false), time.as_i64())
                && let Some(state) = key(state, false)
            {
                events.push((time, id, state));
            }
        }
        events.sort_by_key(|(time, ..)| *time);
        let mut bins: BTreeMap<i64, Vec<(i64, &str, &str)>> = BTreeMap::new();
        for (time, id, state) in &events {
            if let Some(bin) = self.span.bin(*time) {
                bins.entry(bin).or_default().push((*time, id, state));
            }
        }
        let mut out = Vec::new();
        for (bin, events) in &bins {
            for period in &self.periods {
                let reached = self.reached(events, period.as_i64().unwrap_or(0));
                for (state, ids) in self.sequence.iter().zip(reached) {
                    out.push(vec![
                        timeline::time(*bin, self.ty),
                        state.clone(),
                        period.clone(),
                        count(ids.len()),
                    ]);
                }
            }
        }
        Ok(out)
    }
}

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::arguments::Arguments;
use super::def::*;
use crate::bind::{Bind, Binder, Pipe};
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::kernels::timeline::{self, Span, count, row};
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "active_users_count",
    summary: "Counts who was seen in enough periods of the time before, in each bin.",
    usage: "T | evaluate active_users_count(IdColumn, TimelineColumn, Start, End, LookbackWindow, Period, ActivePeriodsCount, Bin [, dim1, dim2, …])",
    notes: "Rows before the start are looked back on and not counted. Bins without anybody active are left out.",
    examples: &[
        example!("datatable(u:string, t:long)['a', 1, 'a', 2, 'b', 2] | evaluate active_users_count(u, t, 0, 10, 5, 1, 2, 5) | project ['dcount']" => "1"),
    ],
    body: bind,
};

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let mut arguments = Arguments::of(b, PLUGIN.name, &call)?;
    let (time, start, end) = arguments.events(b)?;
    let lookback = arguments.width(b, 4, "LookbackWindow")?;
    let period = arguments.width(b, 5, "Period")?;
    let active = arguments.whole(b, 6, "ActivePeriodsCount")?;
    let step = arguments.step(b, 7, "Bin")?;
    let mut columns = vec![time.clone()];
    columns.extend(arguments.rest(b, 8)?);
    columns.push(Column::new("dcount", Type::Long));
    let kernel = Active {
        span: Span { start, end, step },
        periods: lookback / period,
        period,
        active: usize::try_from(active).unwrap_or(0),
        ty: time.ty,
    };
    arguments.run(Arc::new(kernel), columns)
}

#[derive(Debug)]
struct Active {
    span: Span,
    /// How many periods are looked back on, that of the event among them.
    periods: i64,
    period: i64,
    /// In how many of them somebody active is seen.
    active: usize,
    ty: Type,
}

impl Kernel for Active {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut out = Vec::new();
        for subtable in timeline::subtables(input) {
            let mut bins: BTreeMap<i64, BTreeSet<&str>> = BTreeMap::new();
            for (id, times) in subtable.by_id() {
                // The periods in sight, the oldest first.
                let mut seen: VecDeque<i64> = VecDeque::new();
                for time in times {
                    let from_start = time.saturating_sub(self.span.start);
                    let period = from_start.div_euclid(self.period);
                    if seen.back() != Some(&period) {
                        seen.push_back(period);
                    }
                    while seen.front().is_some_and(|p| period - p >= self.periods) {
                        seen.pop_front();
                    }
                    if seen.len() >= self.active
                        && let Some(bin) = self.span.bin(time)
                    {
                        bins.entry(bin).or_default().insert(id);
                    }
                }
            }
            for (bin, ids) in bins {
                let time = timeline::time(bin, self.ty);
                out.push(row(time, &subtable.dimensions, vec![count(ids.len())]));
            }
        }
        Ok(out)
    }
}

use std::collections::BTreeSet;
use std::sync::Arc;

use super::arguments::Arguments;
use super::def::*;
use crate::bind::{Bind, Binder, Pipe};
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::kernels::timeline::{self, Span, Step, count, rate, row};
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "activity_metrics",
    summary: "Counts values and new ones in each bin of time, and how many of the bin before came back.",
    usage: "T | evaluate activity_metrics(IdColumn, TimelineColumn, [Start, End,] Window [, dim1, dim2, …])",
    notes: "Bins are counted from the start; both ends belong to it. Bins without rows are left out. The rates are NaN where the bin before has no rows.",
    examples: &[
        example!("datatable(u:string, t:datetime)['a', datetime(2024-01-01), 'b', datetime(2024-01-01), 'a', datetime(2024-01-02)] | evaluate activity_metrics(u, t, datetime(2024-01-01), datetime(2024-01-03), 1d) | where t == datetime(2024-01-02) | project strcat(dcount_values, ' ', dcount_newvalues, ' ', retention_rate, ' ', churn_rate)" => "1 0 0.5 0.5"),
    ],
    body: bind,
};

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let mut arguments = Arguments::of(b, PLUGIN.name, &call)?;
    let id = arguments.require(b, 0, "IdColumn")?;
    arguments.column(b, id)?;
    let time = arguments.timeline(b, 1, "TimelineColumn")?;
    // The short form has no start and no end.
    let (ends, step, rest) = if arguments.len() > 3 {
        let start = arguments.whole(b, 2, "Start")?;
        let end = arguments.whole(b, 3, "End")?;
        (Some((start, end)), arguments.step(b, 4, "Window")?, 5)
    } else {
        (None, arguments.step(b, 2, "Window")?, 3)
    };
    let mut columns = vec![time.clone()];
    columns.extend(arguments.rest(b, rest)?);
    columns.push(Column::new("dcount_values", Type::Long));
    columns.push(Column::new("dcount_newvalues", Type::Long));
    columns.push(Column::new("retention_rate", Type::Real));
    columns.push(Column::new("churn_rate", Type::Real));
    let kernel = Metrics {
        ends,
        step,
        ty: time.ty,
    };
    arguments.run(Arc::new(kernel), columns)
}

#[derive(Debug)]
struct Metrics {
    ends: Option<(i64, i64)>,
    step: Step,
    ty: Type,
}

impl Kernel for Metrics {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut out = Vec::new();
        let subtables = timeline::subtables(input);
        let ends = self.ends.or_else(|| timeline::ends(&subtables));
        let Some((start, end)) = ends else {
            return Ok(out);
        };
        let span = Span {
            start,
            end,
            step: self.step,
        };
        for subtable in &subtables {
            let bins = subtable.seen(&span);
            let mut all: BTreeSet<&str> = BTreeSet::new();
            let nobody = BTreeSet::new();
            for (bin, seen) in &bins {
                let before = span.before(*bin).and_then(|b| bins.get(&b));
                let before = before.map_or(&nobody, |b| &b.ids);
                let retained = seen.ids.intersection(before).count();
                let known = all.len();
                all.extend(&seen.ids);
                let values = vec![
                    count(seen.ids.len()),
                    count(all.len() - known),
                    rate(retained, before.len()),
                    rate(before.len() - retained, before.len()),
                ];
                let time = timeline::time(*bin, self.ty);
                out.push(row(time, &subtable.dimensions, values));
            }
        }
        Ok(out)
    }
}

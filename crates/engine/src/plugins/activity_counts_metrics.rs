use std::collections::BTreeSet;
use std::sync::Arc;

use super::arguments::Arguments;
use super::def::*;
use crate::bind::{Bind, Binder, Pipe};
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::kernels::timeline::{self, Span, count, row};
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "activity_counts_metrics",
    summary: "Counts values, new ones and all so far in each bin of time.",
    usage: "T | evaluate activity_counts_metrics(IdColumn, TimelineColumn, Start, End, Step [, dim1, dim2, …])",
    notes: "Bins are counted from the start; both ends belong to it. Bins without rows are left out.",
    examples: &[
        example!("datatable(u:string, t:datetime)['a', datetime(2024-01-01), 'b', datetime(2024-01-02), 'a', datetime(2024-01-02)] | evaluate activity_counts_metrics(u, t, datetime(2024-01-01), datetime(2024-01-03), 1d) | where t == datetime(2024-01-02) | project strcat(['count'], ' ', dcount, ' ', new_dcount, ' ', aggregated_dcount)" => "2 2 1 2"),
    ],
    body: bind,
};

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let mut arguments = Arguments::of(b, PLUGIN.name, &call)?;
    let (time, start, end) = arguments.events(b)?;
    let step = arguments.step(b, 4, "Step")?;
    let mut columns = vec![time.clone()];
    columns.extend(arguments.rest(b, 5)?);
    for name in ["count", "dcount", "new_dcount", "aggregated_dcount"] {
        columns.push(Column::new(name, Type::Long));
    }
    let kernel = Metrics {
        span: Span { start, end, step },
        ty: time.ty,
    };
    arguments.run(Arc::new(kernel), columns)
}

#[derive(Debug)]
struct Metrics {
    span: Span,
    ty: Type,
}

impl Kernel for Metrics {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut out = Vec::new();
        for subtable in timeline::subtables(input) {
            let mut all: BTreeSet<&str> = BTreeSet::new();
            for (bin, seen) in subtable.seen(&self.span) {
                let before = all.len();
                all.extend(&seen.ids);
                let values = vec![
                    count(seen.rows),
                    count(seen.ids.len()),
                    count(all.len() - before),
                    count(all.len()),
                ];
                let time = timeline::time(bin, self.ty);
                out.push(row(time, &subtable.dimensions, values));
            }
        }
        Ok(out)
    }
}

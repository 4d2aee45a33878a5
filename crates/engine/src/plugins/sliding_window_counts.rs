use std::sync::Arc;

use super::arguments::Arguments;
use super::def::*;
use crate::bind::{Bind, Binder, Pipe};
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::kernels::timeline::{self, Span, Step, Window, count, row};
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "sliding_window_counts",
    summary: "Counts rows and distinct values of the time that ends with each bin.",
    usage: "T | evaluate sliding_window_counts(IdColumn, TimelineColumn, Start, End, LookbackWindow, Bin [, dim1, dim2, …])",
    notes: "Bins are counted from the start. Windows without rows are left out.",
    examples: &[
        example!("datatable(u:string, t:long)['a', 1, 'b', 2, 'b', 3] | evaluate sliding_window_counts(u, t, 1, 4, 2, 1) | where t == 3 | project strcat(Count, ' ', Dcount)" => "2 1"),
    ],
    body: bind,
};

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let mut arguments = Arguments::of(b, PLUGIN.name, &call)?;
    let (time, start, end) = arguments.events(b)?;
    let lookback = arguments.width(b, 4, "LookbackWindow")?;
    let width = arguments.width(b, 5, "Bin")?;
    let mut columns = vec![time.clone()];
    columns.extend(arguments.rest(b, 6)?);
    columns.push(Column::new("Count", Type::Long));
    columns.push(Column::new("Dcount", Type::Long));
    let kernel = Counts {
        span: Span {
            start,
            end,
            step: Step::Width(width),
        },
        lookback: lookback / width * width,
        width,
        ty: time.ty,
    };
    arguments.run(Arc::new(kernel), columns)
}

#[derive(Debug)]
struct Counts {
    span: Span,
    /// A multiple of the width.
    lookback: i64,
    width: i64,
    ty: Type,
}

impl Kernel for Counts {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let bins = self.span.bins()?;
        let mut out = Vec::new();
        for subtable in timeline::subtables(input) {
            let events = subtable.sorted();
            let mut window = Window::default();
            for bin in &bins {
                let until = bin.saturating_add(self.width);
                window.move_to(&events, until.saturating_sub(self.lookback), until);
                if window.rows > 0 {
                    let values = vec![count(window.rows), count(window.ids())];
                    let time = timeline::time(*bin, self.ty);
                    out.push(row(time, &subtable.dimensions, values));
                }
            }
        }
        Ok(out)
    }
}

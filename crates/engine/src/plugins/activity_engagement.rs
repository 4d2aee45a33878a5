use std::sync::Arc;

use super::arguments::Arguments;
use super::def::*;
use crate::bind::{Bind, Binder, Pipe};
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::kernels::timeline::{self, Span, Step, Window, count, rate, row};
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "activity_engagement",
    summary: "Tells how many of those seen in a long window are seen in its last, short part.",
    usage: "T | evaluate activity_engagement(IdColumn, TimelineColumn, [Start, End,] InnerActivityWindow, OuterActivityWindow [, dim1, dim2, …])",
    notes: "Only rows from the start to the end count. Bins without rows are left out.",
    examples: &[
        example!("datatable(u:string, t:long)['a', 1, 'b', 2] | evaluate activity_engagement(u, t, 1, 2, 1, 2) | where t == 2 | project activity_ratio" => "0.5"),
    ],
    body: bind,
};

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let mut arguments = Arguments::of(b, PLUGIN.name, &call)?;
    let id = arguments.require(b, 0, "IdColumn")?;
    arguments.column(b, id)?;
    let time = arguments.timeline(b, 1, "TimelineColumn")?;
    // The short form has no start and no end.
    let (ends, windows) = if arguments.len() > 4 {
        let start = arguments.whole(b, 2, "Start")?;
        let end = arguments.whole(b, 3, "End")?;
        (Some((start, end)), 4)
    } else {
        (None, 2)
    };
    let inner = arguments.width(b, windows, "InnerActivityWindow")?;
    let outer = arguments.width(b, windows + 1, "OuterActivityWindow")?;
    let mut columns = vec![time.clone()];
    columns.extend(arguments.rest(b, windows + 2)?);
    columns.push(Column::new("dcount_activities_inner", Type::Long));
    columns.push(Column::new("dcount_activities_outer", Type::Long));
    columns.push(Column::new("activity_ratio", Type::Real));
    let kernel = Engagement {
        ends,
        inner,
        outer,
        ty: time.ty,
    };
    arguments.run(Arc::new(kernel), columns)
}

#[derive(Debug)]
struct Engagement {
    ends: Option<(i64, i64)>,
    inner: i64,
    outer: i64,
    ty: Type,
}

impl Kernel for Engagement {
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
            step: Step::Width(self.inner),
        };
        for subtable in &subtables {
            let mut events = subtable.sorted();
            events.retain(|e| e.time >= start && e.time <= end);
            let (mut inner, mut outer) = (Window::default(), Window::default());
            for bin in span.bins()? {
                let until = bin.saturating_add(self.inner);
                inner.move_to(&events, bin, until);
                outer.move_to(&events, until.saturating_sub(self.outer), until);
                if inner.rows == 0 {
                    continue;
                }
                let values = vec![
                    count(inner.ids()),
                    count(outer.ids()),
                    rate(inner.ids(), outer.ids()),
                ];
                let time = timeline::time(bin, self.ty);
                out.push(row(time, &subtable.dimensions, values));
            }
        }
        Ok(out)
    }
}

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vigie_syntax::kql::ast::{Argument, ExprKind as AstKind};

use super::arguments::Arguments;
use super::def::*;
use crate::bind::{Bind, Binder, Binding, Pipe};
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::kernels::timeline::{self, Span, count, rate, row};
use crate::lower::key;
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "new_activity_metrics",
    summary: "Tells for the new values of each bin of time how many of them each later bin sees.",
    usage: "T | evaluate new_activity_metrics(IdColumn, TimelineColumn, Start, End, Window [, Cohort] [, dim1, dim2, …] [, Lookback])",
    notes: "Bins are counted from the start; both ends belong to it. Bins without new values have no rows. The ids of the look-back table are never new.",
    examples: &[
        example!("datatable(u:string, t:long)['a', 1, 'b', 1, 'a', 2] | evaluate new_activity_metrics(u, t, 1, 2, 1) | where from_t == 1 and to_t == 2 | project retention_rate" => "0.5"),
    ],
    body: bind,
};

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let mut arguments = Arguments::of(b, PLUGIN.name, &call)?;
    let (time, start, end) = arguments.events(b)?;
    let step = arguments.step(b, 4, "Window")?;
    let mut rest = call.arguments.get(5..).unwrap_or_default();
    let lookback = rest.split_last().filter(|(last, _)| is_table(&call, last));
    let known = match lookback {
        Some((table, before)) => {
            rest = before;
            let table = b.tabular(&table.value, call.env)?;
            arguments.is_in(b, 0, &table)?
        }
        None => arguments.never(b),
    };
    let cohort = rest.first().filter(|a| !is_column(&call, a));
    let cohort = match cohort {
        Some(_) => {
            rest = &rest[1..];
            Some(arguments.whole(b, 5, "Cohort")?)
        }
        None => None,
    };
    let mut columns = vec![
        Column::new(format!("from_{}", time.name), time.ty),
        Column::new(format!("to_{}", time.name), time.ty),
    ];
    for dimension in rest {
        columns.push(arguments.column(b, dimension)?);
    }
    for name in [
        "dcount_new_values",
        "dcount_retained_values",
        "dcount_churn_values",
    ] {
        columns.push(Column::new(name, Type::Long));
    }
    columns.push(Column::new("retention_rate", Type::Real));
    columns.push(Column::new("churn_rate", Type::Real));
    let kernel = Cohorts {
        span: Span { start, end, step },
        cohort,
        known,
        ty: time.ty,
    };
    arguments.run(Arc::new(kernel), columns)
}

/// Whether an argument is the table to look back on.
fn is_table(call: &Call<'_>, argument: &Argument) -> bool {
    if let Some(name) = &argument.name {
        return name.text.eq_ignore_ascii_case("Lookback");
    }
    match &argument.value.kind {
        AstKind::Name(name) => matches!(call.env.get(name), Some(Binding::Table(_))),
        _ => false,
    }
}

fn is_column(call: &Call<'_>, argument: &Argument) -> bool {
    match (&argument.value.kind, &call.input) {
        (AstKind::Name(name), Some(input)) => input.rel.column(name).is_some(),
        _ => false,
    }
}

#[derive(Debug)]
struct Cohorts {
    span: Span,
    /// A time in the one bin whose new values are asked for.
    cohort: Option<i64>,
    /// The column that tells whether the id was known before.
    known: usize,
    ty: Type,
}

impl Kernel for Cohorts {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let known: BTreeSet<String> = input
            .rows
            .iter()
            .filter(|r| r.get(self.known).and_then(Value::as_bool) == Some(true))
            .filter_map(|r| key(r.first()?, false))
            .collect();
        // The rest sees ids, times and dimensions.
        let events = Rows {
            columns: Vec::new(),
            rows: input.rows.iter().map(|r| self.without_known(r)).collect(),
        };
        let bins = self.span.bins()?;
        let only = self.cohort.and_then(|c| self.span.bin(c));
        let mut out = Vec::new();
        for subtable in timeline::subtables(&events) {
            let seen = subtable.seen(&self.span);
            let mut first: BTreeMap<&str, i64> = BTreeMap::new();
            for (bin, of) in &seen {
                for id in of.ids.iter().filter(|id| !known.contains(**id)) {
                    first.entry(id).or_insert(*bin);
                }
            }
            for from in seen.keys() {
                if self.cohort.is_some() && only != Some(*from) {
                    continue;
                }
                let cohort = first.values().filter(|f| *f == from).count();
                if cohort == 0 {
                    continue;
                }
                for to in bins.iter().filter(|to| *to >= from) {
                    let ids = seen.get(to).map(|s| &s.ids);
                    let ids = || ids.into_iter().flatten().filter_map(|id| first.get(id));
                    let retained = ids().filter(|f| *f == from).count();
                    let new = if to == from {
                        retained
                    } else {
                        ids().filter(|f| *f > from).count()
                    };
                    let mut values = vec![timeline::time(*to, self.ty)];
                    values.extend(subtable.dimensions.iter().cloned());
                    values.extend([
                        count(new),
                        count(retained),
                        count(cohort - retained),
                        rate(retained, cohort),
                        rate(cohort - retained, cohort),
                    ]);
                    out.push(row(timeline::time(*from, self.ty), &[], values));
                }
            }
        }
        Ok(out)
    }
}

impl Cohorts {
    fn without_known(&self, row: &[Value]) -> Vec<Value> {
        let kept = row.iter().enumerate().filter(|(at, _)| *at != self.known);
        kept.map(|(_, value)| value.clone()).collect()
    }
}

use std::sync::Arc;

use super::arguments::table;
use super::def::*;
use crate::bind::{Bind, Binder, Failed, Names, Pipe, RowScope};
use crate::bound::{Expr, RelOp};
use crate::compute::hll::Sketch;
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "dcount_intersect",
    summary: "Estimates how many distinct values several sketches have in common.",
    usage: "T | evaluate dcount_intersect(hll1, hll2 [, hll3, …])",
    notes: "Adds a column `s0` for the first sketch, `s1` for the first and the second, and so on. Counts what they have in common from the sketches of what any of them has.",
    examples: &[
        example!("datatable(x:string, y:string)['a', 'b', 'b', 'c'] | summarize p = hll(x), q = hll(y) | evaluate dcount_intersect(p, q) | project s1" => "1"),
    ],
    body: |b, call| bind(b, &call),
};

/// Each further sketch doubles the work.
const MOST: usize = 12;

fn bind(b: &mut Binder<'_>, call: &Call<'_>) -> Bind<Pipe> {
    let input = table(b, PLUGIN.name, call)?;
    let span = call.span;
    let count = call.arguments.len();
    if !(2..=MOST).contains(&count) {
        return Err(b.wrong_count(span, PLUGIN.name, "2 to 12", count));
    }
    let before = input.rel.columns.clone();
    let mut scope = RowScope::of(input);
    let mut sketches: Vec<(Column, Expr)> = Vec::new();
    for argument in call.arguments {
        let value = b.expr(&argument.value, call.env, &mut scope)?;
        if value.ty != Type::Dynamic {
            return Err(b.error(
                "type-mismatch",
                value.span,
                format!("`dcount_intersect` requires sketches, found {}", value.ty),
            ));
        }
        sketches.push((Column::new(b.hidden_name(), Type::Dynamic), value));
    }
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let mut read: Vec<(Column, Expr)> = before
        .iter()
        .map(|c| (c.clone(), Expr::column(c, span)))
        .collect();
    read.extend(sketches);
    let read = pipe.project(read, span);
    let mut names = Names::default();
    let mut gives = before;
    for column in &gives {
        names.take(&column.name);
    }
    let kernel = Intersect { from: gives.len() };
    for i in 0..count {
        gives.push(Column::new(names.free(&format!("s{i}")), Type::Long));
    }
    Ok(read.then(
        RelOp::Kernel {
            input: Arc::clone(&read.rel),
            kernel: Arc::new(kernel),
        },
        gives,
        span,
    ))
}

/// The sketches are the columns from a place on.
#[derive(Debug)]
struct Intersect {
    from: usize,
}

impl Kernel for Intersect {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let rows = input.rows.iter().map(|row| {
            let (kept, sketches) = row.split_at(self.from.min(row.len()));
            let sketches: Option<Vec<Sketch>> = sketches.iter().map(Sketch::from_value).collect();
            let count = |n: usize| match &sketches {
                Some(sketches) => Value::Long(in_common(&sketches[..n])),
                None => Value::Null,
            };
            let counts = 1..=row.len() - kept.len();
            kept.iter().cloned().chain(counts.map(count)).collect()
        });
        Ok(rows.collect())
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        Some(crate::kernel::one_to_one(input.rows.len()))
    }
}

/// By inclusion and exclusion: what sets have in common from the sizes of their unions.
fn in_common(sketches: &[Sketch]) -> i64 {
    let mut sum = 0;
    for chosen in 1_usize..1 << sketches.len() {
        let of = sketches.iter().enumerate();
        let mut of = of.filter(|(i, _)| chosen >> i & 1 == 1).map(|(_, s)| s);
        let Some(first) = of.next() else {
            continue;
        };
        let mut union = first.clone();
        of.for_each(|s| union.merge(s));
        let sign = if chosen.count_ones() % 2 == 1 { 1 } else { -1 };
        sum += sign * union.estimate();
    }
    sum.max(0)
}

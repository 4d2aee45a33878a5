use std::sync::Arc;

use super::arguments::{constant, find, missing, table};
use super::def::*;
use crate::bind::{Bind, Binder, Failed, Pipe, RowScope};
use crate::bound::RelOp;
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "rows_near",
    summary: "Gives the rows for which a condition holds, and those around them.",
    usage: "T | evaluate rows_near(Condition, NumRows [, RowsAfter])",
    notes: "Rows are near each other in the order of the table, so put `sort by …` before.",
    examples: &[
        example!("range x from 1 to 9 step 1 | evaluate rows_near(x == 5, 1, 2) | summarize s = strcat_array(make_list(x), ' ') | project s" => "4 5 6 7"),
    ],
    body: |b, call| bind(b, &call),
};

fn bind(b: &mut Binder<'_>, call: &Call<'_>) -> Bind<Pipe> {
    let input = table(b, PLUGIN.name, call)?;
    let columns = input.rel.columns.clone();
    let Some(condition) = find(call, 0, "Condition") else {
        return Err(missing(b, PLUGIN.name, call.span, "Condition"));
    };
    let Some(before) = find(call, 1, "NumRows") else {
        return Err(missing(b, PLUGIN.name, call.span, "NumRows"));
    };
    let count = |value: Value| usize::try_from(value.as_i64().unwrap_or(0)).unwrap_or(0);
    let before = count(constant(b, &before.value, call)?);
    let after = match find(call, 2, "RowsAfter") {
        Some(argument) => count(constant(b, &argument.value, call)?),
        None => before,
    };
    let mut scope = RowScope::of(input);
    let holds = b.expr(&condition.value, call.env, &mut scope)?;
    let holds = b.condition(holds)?;
    let tagged = scope.into_pipe().ok_or(Failed)?;
    let at = tagged.rel.columns.len();
    let tagged = tagged.extend(
        vec![(Column::new(b.hidden_name(), Type::Bool), holds)],
        call.span,
    );
    let all = tagged.rel.columns.clone();
    let near = tagged.then(
        RelOp::Kernel {
            input: Arc::clone(&tagged.rel),
            kernel: Arc::new(Near { at, before, after }),
        },
        all,
        call.span,
    );
    Ok(near.keep(&columns, call.span))
}

#[derive(Debug)]
struct Near {
    /// The condition.
    at: usize,
    before: usize,
    after: usize,
}

impl Near {
    /// The places of the rows that stay.
    fn kept(&self, input: &Rows) -> Vec<usize> {
        let mut kept = Vec::new();
        let mut next = 0;
        for (place, row) in input.rows.iter().enumerate() {
            if row.get(self.at).and_then(Value::as_bool) == Some(true) {
                let from = place.saturating_sub(self.before).max(next);
                let until = place.saturating_add(self.after).saturating_add(1);
                let until = until.min(input.rows.len());
                kept.extend(from..until);
                next = next.max(until);
            }
        }
        kept
    }
}

impl Kernel for Near {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let kept = self.kept(input).into_iter();
        Ok(kept.map(|at| input.rows[at].clone()).collect())
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        Some(self.kept(input).into_iter().map(|at| vec![at]).collect())
    }
}

use std::sync::Arc;

use super::arguments::{constant, find, missing, table};
use super::def::*;
use crate::bind::{Bind, Binder, Pipe};
use crate::bound::RelOp;
use crate::functions::def::example;

pub(super) const PLUGIN: Plugin = Plugin {
    name: "preview",
    summary: "Gives the first rows of a table.",
    usage: "T | evaluate preview(NumberOfRows)",
    notes: "Differs from Kusto, which gives a second table with the number of all rows.",
    examples: &[example!("range x from 1 to 9 step 1 | evaluate preview(1) | project x" => "1")],
    body: |b, call| bind(b, &call),
};

fn bind(b: &mut Binder<'_>, call: &Call<'_>) -> Bind<Pipe> {
    let input = table(b, PLUGIN.name, call)?;
    let Some(argument) = find(call, 0, "NumberOfRows") else {
        return Err(missing(b, PLUGIN.name, call.span, "NumberOfRows"));
    };
    let count = constant(b, &argument.value, call)?.as_i64().unwrap_or(0);
    let columns = input.rel.columns.clone();
    Ok(input.then(
        RelOp::Limit {
            input: Arc::clone(&input.rel),
            count: usize::try_from(count).unwrap_or(0),
        },
        columns,
        call.span,
    ))
}

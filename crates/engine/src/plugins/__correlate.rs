use std::sync::Arc;

use super::def::*;
use crate::bind::{Bind, Binder, Pipe};
use crate::bound::RelOp;
use crate::functions::def::example;
use crate::kernels::correlate::{Correlate, Measure, Requirement};
use crate::types::{Column, Json, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "__correlate",
    summary: "Finds the stretches of time in which the events of a group together meet a condition.",
    usage: "T | evaluate __correlate(Measure, Ticks, 'measure' | 'rules', Condition, Rules, Groups, Percentile, Each)",
    notes: "What Sigma's correlations become. The columns are `__time`, `__rule` (which of the rules an event is of), `__value` \
            (what is counted or added up), then those that are grouped by, then those that are handed on from the last event.\n\
            A window slides: it ends at each event and reaches back so many ticks, both ends within. Windows that meet the condition and \
            overlap are one row, unless `Each` asks for a row at each event.\n\
            Measures are `event_count`, `value_count`, `value_sum`, `value_avg`, `value_median`, `value_percentile` (interpolated), `temporal` \
            (how many of the rules have events) and `temporal_ordered` (how many in their order). \
            A condition is a list of comparisons, all of which must hold, as `[[\"gte\",5]]`, none for all rules; or rules put together, as `[\"and\",0,1]`.",
    examples: &[example!(
        "datatable(__time:datetime, __rule:long, __value:dynamic, User:string)[\
         datetime(2024-01-01), 0, dynamic(null), 'a', datetime(2024-01-01 00:30), 0, dynamic(null), 'a', \
         datetime(2024-01-01 05:00), 0, dynamic(null), 'a'] \
         | evaluate __correlate('event_count', 36000000000, 'measure', '[[\"gte\",2]]', 1, 1, '50', false) | project EventCount" => "2"
    )],
    body: bind,
};

/// The columns that every input has first.
const OWN: [(&str, Type); 3] = [
    ("__time", Type::Datetime),
    ("__rule", Type::Long),
    ("__value", Type::Dynamic),
];

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let span = call.span;
    let Some(input) = call.input.clone() else {
        return Err(b.error(
            "missing-table",
            span,
            "`__correlate` requires a table before it",
        ));
    };
    let mut arguments = Vec::new();
    for argument in call.arguments {
        let value = b.scalar(&argument.value, call.env)?;
        arguments.push(b.value(&value)?.unwrap_or(Value::Null));
    }
    let columns = input.visible();
    let fits = columns.len() >= OWN.len()
        && OWN
            .iter()
            .zip(&columns)
            .all(|((name, ty), column)| column.name == *name && column.ty == *ty);
    let kernel = fits
        .then(|| kernel(&arguments, columns.len() - OWN.len()))
        .flatten();
    let Some(kernel) = kernel else {
        return Err(b.error(
            "unexpected-expression",
            span,
            "`__correlate` is called with other arguments than it has",
        ));
    };
    let groups = kernel.groups;
    let others = columns.get(OWN.len()..).unwrap_or_default();
    let (keys, carried) = others.split_at(groups.min(others.len()));
    let result: Vec<Column> = keys
        .iter()
        .cloned()
        .chain([
            Column::new("FirstSeen", Type::Datetime),
            Column::new("LastSeen", Type::Datetime),
            Column::new("EventCount", Type::Long),
            Column::new("Measure", Type::Real),
        ])
        .chain(carried.iter().cloned())
        .collect();
    let input = input.keep(&columns, span);
    Ok(input.then(
        RelOp::Kernel {
            input: Arc::clone(&input.rel),
            kernel: Arc::new(kernel),
        },
        result,
        span,
    ))
}

fn kernel(arguments: &[Value], others: usize) -> Option<Correlate> {
    let [
        measure,
        ticks,
        how,
        condition,
        rules,
        groups,
        percentile,
        each,
    ] = arguments
    else {
        return None;
    };
    let rules = usize::try_from(rules.as_i64()?).ok()?;
    let groups = usize::try_from(groups.as_i64()?).ok()?;
    if groups > others {
        return None;
    }
    let condition: Json = serde_json::from_str(condition.as_str()).ok()?;
    Some(Correlate {
        measure: Measure::of(measure.as_str(), percentile.as_str().parse().ok()?)?,
        ticks: ticks.as_i64()?,
        requirement: match how.as_str() {
            "rules" => Requirement::rules(&condition, 0)?,
            _ => Requirement::comparisons(&condition)?,
        },
        rules,
        groups,
        each: *each == Value::Bool(true),
    })
}

//! Alerts that somebody has said are expected: kept, counted, and shown as such.

use vigie_engine::Engine;
use vigie_engine::memory::{MemoryCatalog, MemoryTable};
use vigie_engine::types::{Column, Type, Value, datetime};

use std::sync::Arc;

use crate::alert::{Alert, Suppression};
use crate::overlay::Exception;

/// The table of the result in the condition's query.
const RESULT: &str = "Result";
/// The column that tells which alert a row is of.
const NUMBER: &str = "__alert";

/// Marks the alerts of one rule that an exception covers, and tells of exceptions that are over.
///
/// # Errors
/// A sentence about a condition that cannot be evaluated.
pub(crate) fn cover(
    alerts: &mut [Alert],
    exceptions: &[Exception],
    engine: &Engine,
    columns: &[Column],
    clock: i64,
) -> Result<Vec<String>, String> {
    let mut notes = Vec::new();
    for exception in exceptions {
        let matched = matching(alerts, exception, engine, columns)?;
        if exception.expires <= clock {
            let day = datetime::format(exception.expires);
            let day = day.get(..10).unwrap_or(&day);
            notes.push(format!(
                "the exception `{}` of {} has expired on {day}",
                exception.name, exception.owner
            ));
        }
        for at in matched {
            let Some(alert) = alerts.get_mut(at) else {
                continue;
            };
            if alert.suppressed.is_none() && alert.found < exception.expires {
                alert.suppressed = Some(Suppression {
                    exception: exception.name.clone(),
                    owner: exception.owner.clone(),
                    reason: exception.reason.clone(),
                    expires: exception.expires,
                });
            }
        }
    }
    Ok(notes)
}

/// The places of the alerts all of whose rows meet the condition.
fn matching(
    alerts: &[Alert],
    exception: &Exception,
    engine: &Engine,
    columns: &[Column],
) -> Result<Vec<usize>, String> {
    let mut all = columns.to_vec();
    all.push(Column::new(NUMBER, Type::Long));
    let rows: Vec<Vec<Value>> = alerts
        .iter()
        .enumerate()
        .flat_map(|(at, alert)| {
            let number = Value::Long(i64::try_from(at).unwrap_or(i64::MAX));
            let with = move |row: &Vec<Value>| {
                let mut row = row.clone();
                row.push(number.clone());
                row
            };
            alert.rows.iter().map(with)
        })
        .collect();
    let failed = |why: String| {
        let name = &exception.name;
        format!("the condition of the exception `{name}` cannot be tested: {why}")
    };
    let table = MemoryTable::new(RESULT, all, &rows).map_err(|e| failed(e.to_string()))?;
    let mut catalog = MemoryCatalog::default();
    catalog.insert(Arc::new(table));
    let engine = engine.with(Arc::new(catalog), engine.options().now);
    let query = format!(
        "{RESULT} | where ({}\n) | project {NUMBER}",
        exception.condition
    );
    let answer = engine.query(&query).map_err(|diagnostics| {
        let first = diagnostics.first();
        failed(first.map_or_else(String::new, |d| d.message.clone()))
    })?;
    let met: Vec<usize> = answer
        .rows()
        .iter()
        .filter_map(|row| usize::try_from(row.first()?.as_i64()?).ok())
        .collect();
    let whole = |at: &usize| {
        let rows = alerts[*at].rows.len();
        rows > 0 && met.iter().filter(|m| *m == at).count() == rows
    };
    Ok((0..alerts.len()).filter(whole).collect())
}

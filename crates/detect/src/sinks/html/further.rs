//! Where to look further: queries about whom and what an alert is about, around its time, and the
//! pack's own guides.

use std::io::{Result, Write};

use vigie_engine::types::datetime;
use vigie_engine::types::timespan::{HOUR, MINUTE};

use super::{counted, html};
use crate::alert::Alert;
use crate::record;

/// Queries of one kind.
const QUERIES: usize = 3;

/// Queries and guides, where there are any.
pub(super) fn write(alert: &Alert, out: &mut dyn Write) -> Result<()> {
    let queries = queries(alert);
    let guides = &alert.rule.guides;
    if queries.is_empty() && guides.is_empty() {
        return Ok(());
    }
    let count = counted(queries.len(), "query").replace("querys", "queries");
    writeln!(
        out,
        "<details><summary>Next steps: {count}</summary>\n<div class=\"inside\">"
    )?;
    for guide in guides {
        let text = guide.display().to_string();
        writeln!(out, "<p>Guide: <code>{}</code></p>", super::escaped(&text))?;
    }
    for (title, query) in queries {
        writeln!(
            out,
            "<p>{title}</p>\n<pre>vigie query {} LOGS</pre>",
            html(&shell(&query))
        )?;
    }
    writeln!(out, "</div></details>")
}

fn queries(alert: &Alert) -> Vec<(&'static str, String)> {
    let Some(first) = alert.records.first() else {
        return Vec::new();
    };
    let table = &first.table;
    let Some(columns) = record::described(table) else {
        return Vec::new();
    };
    let near = format!(
        "TimeGenerated between (datetime({}) .. datetime({}))",
        datetime::format(alert.first.saturating_sub(HOUR)),
        datetime::format(alert.last.saturating_add(HOUR))
    );
    let shown = columns.shown.join(", ");
    let all = |column: &str, value: &str, when: &str| {
        format!(
            "{table} | where {column} =~ {} and {when} | project {shown} | sort by TimeGenerated asc",
            quoted(value)
        )
    };
    let mut found = Vec::new();
    let distinct = |of: fn(&crate::alert::Record) -> &String| {
        let mut values: Vec<&String> = Vec::new();
        for value in alert.records.iter().map(of) {
            if !value.is_empty() && !values.contains(&value) {
                values.push(value);
            }
        }
        values.truncate(QUERIES);
        values
    };
    for actor in distinct(|r| &r.actor) {
        found.push((
            "What else the caller did, an hour before and after:",
            all(columns.actor, actor, &near),
        ));
    }
    for address in distinct(|r| &r.address) {
        found.push((
            "Who else came from the address:",
            format!(
                "{table} | where {} == {} | summarize Operations = count(), First = min(TimeGenerated), \
                 Last = max(TimeGenerated) by {}",
                columns.address,
                quoted(address),
                columns.actor
            ),
        ));
    }
    let since = format!(
        "TimeGenerated > datetime({})",
        datetime::format(alert.first.saturating_sub(30 * 24 * HOUR))
    );
    for resource in distinct(|r| &r.resource) {
        found.push((
            "The history of the resource:",
            all(columns.resource, resource, &since),
        ));
    }
    let after = format!(
        "TimeGenerated between (datetime({}) .. datetime({}))",
        datetime::format(alert.last),
        datetime::format(alert.last.saturating_add(30 * MINUTE))
    );
    if let Some(actor) = alert
        .records
        .iter()
        .map(|r| &r.actor)
        .find(|a| !a.is_empty())
    {
        found.push((
            "What others did in the half hour after:",
            format!(
                "{table} | where {after} and {} !~ {} | project {shown} | sort by TimeGenerated asc",
                columns.actor,
                quoted(actor)
            ),
        ));
    }
    found
}

/// A text as KQL writes it.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{text}\"")
}

/// A text as one word of a shell.
fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

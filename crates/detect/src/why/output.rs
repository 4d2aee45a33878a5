//! The account as text and as JSON.

use std::io::{Result, Write};

use serde_json::{Value as Json, json};
use vigie_engine::types::datetime;
use vigie_syntax::escape::{self, cut, line};

use super::{Account, Lost};
use crate::sinks::Page;

/// Columns of a number.
const NUMBER: usize = 9;

/// Writes the account for people.
pub fn text(account: &Account, page: &Page, out: &mut impl Write) -> Result<()> {
    let rule = &account.rule;
    writeln!(out, "{}", line(&rule.name))?;
    writeln!(out, "{}", line(&rule.path.display().to_string()))?;
    writeln!(out, "run at {}", datetime::format(account.clock))?;
    for window in &account.windows {
        let table = line(&window.table);
        writeln!(
            out,
            "  {} of {} rows of {table} are in its window",
            window.seen, window.rows
        )?;
    }
    let width = page.width.saturating_sub(2 * NUMBER + 2).max(20);
    let number = |n: usize| format!("{n:>NUMBER$}");
    let blank = " ".repeat(NUMBER);
    let mut section: Option<&Option<String>> = None;
    for step in &account.steps {
        if section != Some(&step.section) {
            writeln!(out)?;
            let name = step
                .section
                .as_ref()
                .map_or("the query".into(), |n| line(n));
            writeln!(
                out,
                "{:<width$}  {:>NUMBER$}{:>NUMBER$}",
                paint(page, "1", &name),
                "in",
                "out"
            )?;
            section = Some(&step.section);
        }
        let name = line(&step.text);
        let name = cut(&name, width.saturating_sub(2));
        let into = match step.rows_in.as_slice() {
            [] => blank.clone(),
            [one] => number(*one),
            more => {
                let more: Vec<String> = more.iter().map(ToString::to_string).collect();
                format!("{:>NUMBER$}", more.join("+"))
            }
        };
        let out_of = number(step.rows_out);
        let gone = step.rows_out == 0 && step.rows_in.iter().any(|n| *n > 0);
        let out_of = if gone {
            paint(page, "31", &out_of)
        } else {
            out_of
        };
        writeln!(out, "  {}{into}{out_of}", padded(&name, width))?;
        for part in &step.parts {
            let name = line(&part.text);
            let name = cut(&name, width.saturating_sub(4));
            let (a, b) = (number(part.rows_in), number(part.rows_out));
            writeln!(out, "    {}{a}{b}", padded(&name, width - 2))?;
        }
    }
    writeln!(out)?;
    for lost in &account.lost {
        told(lost, page, out)?;
    }
    let rows = account.rows;
    let s = if rows == 1 { "" } else { "s" };
    let verdict = if account.alerts() {
        format!("{rows} row{s} came out: the rule alerts")
    } else if rows == 0 {
        "no row came out: the rule does not alert".to_owned()
    } else {
        let trigger = account.rule.trigger;
        format!(
            "{rows} row{s} came out, which its trigger does not take: {} {}",
            trigger.operator.words(),
            trigger.threshold
        )
    };
    writeln!(out, "{verdict}")
}

fn told(lost: &Lost, page: &Page, out: &mut impl Write) -> Result<()> {
    let (at, column) = lost.place;
    let head = format!("line {at}:{column}: `{}`", lost.text);
    write!(out, "{}", escape::wrap(&line(&head), page.width, ""))?;
    match &lost.reason {
        Some(reason) if lost.rows_in == 0 => writeln!(out, "  {}", line(reason))?,
        Some(reason) => writeln!(out, "  {} in, 0 out: {}", lost.rows_in, line(reason))?,
        None => writeln!(out, "  {} in, 0 out", lost.rows_in)?,
    }
    for had in &lost.had {
        let values: Vec<String> = had
            .values
            .iter()
            .map(|(v, n)| format!("`{v}` {n}"))
            .collect();
        let mut text = format!("{} had {}", had.expression, values.join(", "));
        if had.more > 0 {
            text.push_str(&format!(", and {} other values", had.more));
        }
        write!(out, "{}", escape::wrap(&line(&text), page.width, "  "))?;
    }
    writeln!(out)
}

/// Writes one object.
pub fn json(account: &Account, out: &mut impl Write) -> Result<()> {
    let steps = account.steps.iter().map(|step| {
        let parts = step.parts.iter();
        let parts = parts.map(|p| json!({ "text": p.text, "in": p.rows_in, "out": p.rows_out }));
        json!({
            "section": step.section,
            "text": step.text,
            "line": step.place.0,
            "column": step.place.1,
            "in": step.rows_in,
            "out": step.rows_out,
            "parts": parts.collect::<Vec<Json>>(),
        })
    });
    let lost = account.lost.iter().map(|lost| {
        let had = lost.had.iter().map(|had| {
            let values = had
                .values
                .iter()
                .map(|(v, n)| json!({ "value": v, "rows": n }));
            json!({
                "expression": had.expression,
                "values": values.collect::<Vec<Json>>(),
                "others": had.more,
            })
        });
        json!({
            "text": lost.text,
            "line": lost.place.0,
            "column": lost.place.1,
            "reason": lost.reason,
            "in": lost.rows_in,
            "out": 0,
            "had": had.collect::<Vec<Json>>(),
        })
    });
    let windows = account.windows.iter();
    let windows = windows.map(|w| json!({ "table": w.table, "rows": w.rows, "seen": w.seen }));
    let object = json!({
        "rule": { "id": account.rule.id, "title": account.rule.name, "file": account.rule.path.display().to_string() },
        "clock": datetime::format(account.clock),
        "tables": windows.collect::<Vec<Json>>(),
        "steps": steps.collect::<Vec<Json>>(),
        "rows": account.rows,
        "alerts": account.alerts(),
        "lost": lost.collect::<Vec<Json>>(),
    });
    writeln!(out, "{}", escape::json(&object.to_string()))
}

fn padded(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(escape::width(text));
    format!("{text}{}", " ".repeat(gap))
}

fn paint(page: &Page, code: &str, text: &str) -> String {
    if page.colors {
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}

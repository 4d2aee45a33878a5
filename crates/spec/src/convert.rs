//! Conversions in specs: a `converted` block holds the query in the other language, and both must
//! give the same rows.

use serde_json::Value as Json;
use vigie_detect::convert::{Refused, kql_to_spl, spl_to_kql};
use vigie_engine::types::datetime;
use vigie_engine::{Answer, Engine};
use vigie_languages::spl::{self, Logs};
use vigie_syntax::kql::Parsed;
use vigie_syntax::render::{Style, full};
use vigie_syntax::spl::macros::Macros;

use crate::format::{Case, Outcome};

/// The query of a test in the other language, with what is not the same.
///
/// # Errors
/// The rows of the two that differ.
pub fn outcome(engine: &Engine, case: &Case) -> Result<Outcome, String> {
    let query = case.query.text.trim_end();
    let from_splunk = case.query.kind == "spl";
    let (text, bare) = match converted(query, from_splunk) {
        Ok(both) => both,
        Err(refusal) => {
            let text = full(&[*refusal.0], query, "query", Style::Plain);
            return Ok(shown(text));
        }
    };
    let read = |text: &str, is_splunk: bool| {
        if is_splunk {
            spl::lower(text, &Macros::default(), &Logs::default())
        } else {
            Parsed::kql(text)
        }
    };
    let run = |text: &str, is_splunk: bool| {
        engine.query(read(text, is_splunk)).map_err(|problems| {
            let problems = full(&problems, text, "converted", Style::Plain);
            format!("{text}\n{problems}")
        })
    };
    let (own, other) = (run(query, from_splunk)?, run(&bare, !from_splunk)?);
    let (splunk, sentinel) = if from_splunk {
        (&own, &other)
    } else {
        (&other, &own)
    };
    same(splunk, sentinel).map_err(|problem| format!("{problem}\n{text}"))?;
    Ok(shown(text))
}

fn shown(text: String) -> Outcome {
    Outcome {
        kind: "converted",
        options: "",
        text,
    }
}

fn converted(query: &str, from_splunk: bool) -> Result<(String, String), Refused> {
    if from_splunk {
        let read = spl::read(query, &Macros::default()).map_err(|problems| {
            Refused(Box::new(problems.into_iter().next().expect("a problem")))
        })?;
        let converted = spl_to_kql::convert(&read.search, &read.expanded.text)?;
        Ok((converted.commented("// ", ""), converted.text))
    } else {
        let converted = kql_to_spl::convert(&Parsed::kql(query).tree)?;
        Ok((converted.commented("``` ", " ```"), converted.text))
    }
}

/// Whether two answers have the same rows in the columns that both have. Events are compared by the
/// columns that both show, other rows by all.
fn same(splunk: &Answer, sentinel: &Answer) -> Result<(), String> {
    let names = |answer: &Answer| -> Vec<String> {
        answer.columns.iter().map(|c| c.name.clone()).collect()
    };
    let (left, right) = (names(splunk), names(sentinel));
    let events = left.iter().any(|n| n == "_raw");
    let mut shared: Vec<&String> = left.iter().filter(|n| right.contains(n)).collect();
    shared.sort();
    if !events && (shared.len() != left.len() || shared.len() != right.len()) {
        return Err(format!("the columns are {left:?} and {right:?}"));
    }
    let rows = |answer: &Answer, own: &[String]| -> Vec<String> {
        let places: Vec<usize> = shared
            .iter()
            .filter_map(|name| own.iter().position(|n| n == *name))
            .collect();
        let line = |row: &Vec<vigie_engine::types::Value>| {
            let cells = places.iter().map(|at| plain(&row[*at].to_json()));
            cells.collect::<Vec<_>>().join(" | ")
        };
        let mut lines: Vec<String> = answer.rows().iter().map(line).collect();
        lines.sort();
        lines
    };
    let (left, right) = (rows(splunk, &left), rows(sentinel, &right));
    if left == right {
        return Ok(());
    }
    Err(format!(
        "Splunk's rows of {shared:?}:\n{}\nKQL's rows:\n{}",
        left.join("\n"),
        right.join("\n")
    ))
}

/// A value without regard to how the two languages hold it: a missing text is empty, a time is its
/// seconds, several values have no order, and one of them is itself.
fn plain(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::Bool(truth) => truth.to_string(),
        Json::Number(number) => number.as_f64().map_or(String::new(), |n| n.to_string()),
        Json::String(text) => match (text.parse::<f64>(), datetime::parse(text)) {
            (Ok(number), _) => number.to_string(),
            (_, Some(ticks)) if text.contains(':') => {
                let seconds = (ticks - datetime::parse("1970-01-01").unwrap_or(0)) as f64 / 1e7;
                seconds.to_string()
            }
            _ => text.clone(),
        },
        Json::Array(items) => {
            let mut items: Vec<String> = items.iter().map(plain).collect();
            items.sort();
            items.join(",")
        }
        Json::Object(_) => value.to_string(),
    }
}

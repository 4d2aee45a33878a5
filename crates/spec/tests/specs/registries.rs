//! What holds for every function, aggregate and plugin: texts in form, examples true.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use libtest_mimic::{Failed, Trial};
use vigie_engine::aggregates::AGGREGATES;
use vigie_engine::functions::FUNCTIONS;
use vigie_engine::functions::def::{Example, Param};
use vigie_engine::registry::plugins;
use vigie_engine::types::Value;
use vigie_spec::engine::{Plan, first_cell, first_cell_of_search};
use vigie_spec::value::{cell, example};
use vigie_syntax::kql::OPERATORS;

/// What the registries have in common.
struct Entry {
    kind: &'static str,
    name: &'static str,
    aliases: &'static [&'static str],
    summary: &'static str,
    params: &'static [Param],
    notes: &'static str,
    examples: &'static [Example],
    cases: &'static [Example],
}

fn entries() -> Vec<Entry> {
    let functions = FUNCTIONS.iter().map(|f| Entry {
        kind: "functions",
        name: f.name,
        aliases: f.aliases,
        summary: f.summary,
        params: f.params,
        notes: f.notes,
        examples: f.examples,
        cases: f.cases,
    });
    let aggregates = AGGREGATES.iter().map(|a| Entry {
        kind: "aggregates",
        name: a.name,
        aliases: a.aliases,
        summary: a.summary,
        params: a.params,
        notes: a.notes,
        examples: a.examples,
        cases: a.cases,
    });
    let plugins = plugins().into_iter().map(|p| Entry {
        kind: "plugins",
        name: p.name,
        aliases: &[],
        summary: p.summary,
        params: &[],
        notes: p.notes,
        examples: p.examples,
        cases: &[],
    });
    functions.chain(aggregates).chain(plugins).collect()
}

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = entries()
        .into_iter()
        .map(|entry| {
            let name = format!("{}::{}", entry.kind, entry.name);
            Trial::test(name, move || holds(&entry))
        })
        .collect();
    trials.extend(splunk());
    trials.extend(operators());
    trials.push(Trial::test(
        "registries: a name means one thing",
        names_are_unique,
    ));
    trials
}

/// The tabular operators.
fn operators() -> Vec<Trial> {
    let all = vigie_engine::registry::operators();
    let mut trials: Vec<Trial> = all
        .iter()
        .cloned()
        .map(|page| {
            Trial::test(format!("operators::{}", page.names[0]), move || {
                let mut wrong = String::new();
                if !page.summary.ends_with('.') || page.summary.chars().count() > 100 {
                    wrong.push_str("the summary is one sentence of at most 100 characters\n");
                }
                for (query, result) in &page.examples {
                    for plan in [Plan::Optimized, Plan::Verified] {
                        let got = match first_cell(query, plan) {
                            Ok(value) if shows(&value, result) => continue,
                            Ok(value) => example(&value),
                            Err(message) => message,
                        };
                        let _ = writeln!(wrong, "{query} is {got}, not {result}");
                    }
                }
                if wrong.is_empty() {
                    Ok(())
                } else {
                    Err(wrong.into())
                }
            })
        })
        .collect();
    trials.push(Trial::test(
        "operators: each of the grammar has a page",
        move || {
            let has = |name: &str| all.iter().any(|page| page.names.contains(&name));
            let missing: Vec<&&str> = OPERATORS.iter().filter(|name| !has(name)).collect();
            if missing.is_empty() {
                Ok(())
            } else {
                Err(format!("{missing:?} have no page").into())
            }
        },
    ));
    trials
}

/// The commands, functions and aggregates of SPL.
fn splunk() -> Vec<Trial> {
    type Cases = Vec<(String, &'static str)>;
    let mut trials = Vec::new();
    let mut add = |kind: &str, name: &str, cases: Cases| {
        let name = format!("spl {kind}::{name}");
        trials.push(Trial::test(name, move || searches_hold(&cases)));
    };
    for function in vigie_languages::spl::FUNCTIONS {
        let cases = function.examples.iter().map(|e| {
            let search = format!("| makeresults | eval v={} | table v", e.source);
            (search, e.result)
        });
        add("functions", function.name, cases.collect());
    }
    for aggregate in vigie_languages::spl::AGGREGATES {
        let cases = aggregate
            .examples
            .iter()
            .map(|e| (e.source.to_owned(), e.result));
        add("aggregates", aggregate.name, cases.collect());
    }
    for command in vigie_languages::spl::COMMANDS {
        let cases = command
            .examples
            .iter()
            .map(|e| (e.source.to_owned(), e.result));
        add("commands", command.name, cases.collect());
    }
    trials
}

fn searches_hold(cases: &[(String, &str)]) -> Result<(), Failed> {
    let mut wrong = String::new();
    for (search, result) in cases {
        for plan in [Plan::Optimized, Plan::Verified] {
            let got = match first_cell_of_search(search, plan) {
                Ok(Value::Null) => "null".to_owned(),
                Ok(value) => value.to_text(),
                Err(message) => message,
            };
            if got != *result {
                let _ = writeln!(wrong, "{search} is {got}, not {result} ({})", plan.name());
                break;
            }
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.into())
    }
}

fn names_are_unique() -> Result<(), Failed> {
    let mut seen = BTreeSet::new();
    for entry in entries() {
        for name in [entry.name].iter().chain(entry.aliases) {
            if !seen.insert((entry.kind, *name)) {
                return Err(format!("`{name}` is defined twice among the {}", entry.kind).into());
            }
        }
    }
    Ok(())
}

fn holds(entry: &Entry) -> Result<(), Failed> {
    let mut wrong = String::new();
    for problem in form(entry) {
        let _ = writeln!(wrong, "{}: {problem}", entry.name);
    }
    for e in entry.examples.iter().chain(entry.cases) {
        for plan in [Plan::Optimized, Plan::Verified] {
            let got = match first_cell(&query(entry.kind, e.source), plan) {
                Ok(value) if shows(&value, e.result) => continue,
                Ok(value) => example(&value),
                Err(message) => message,
            };
            let _ = writeln!(
                wrong,
                "{}:{}: {} is {got}, not {} ({})",
                e.file,
                e.line,
                e.source,
                e.result,
                plan.name()
            );
            break;
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.into())
    }
}

/// Whether an example's text is the value's: as the cell of a table, or as people write it.
fn shows(value: &Value, text: &str) -> bool {
    let whole = |real: f64| text.parse::<i64>().is_ok_and(|whole| whole as f64 == real);
    cell(value) == text || example(value) == text || matches!(value, Value::Real(r) if whole(*r))
}

/// What is wrong with the texts.
fn form(entry: &Entry) -> Vec<String> {
    let mut wrong = Vec::new();
    let is_sentence = |text: &str| {
        text.ends_with('.') && text.starts_with(|c: char| !c.is_lowercase()) && text.trim() == text
    };
    if !is_sentence(entry.summary) || entry.summary.chars().count() > 100 {
        wrong.push(
            "the summary is one sentence of at most 100 characters, with a full stop".to_owned(),
        );
    }
    if entry.examples.is_empty() {
        wrong.push("there is no example".to_owned());
    }
    for p in entry.params {
        if !is_sentence(p.doc) {
            wrong.push(format!(
                "the text of `{}` is a sentence with a full stop",
                p.name
            ));
        }
    }
    if !entry.notes.is_empty() && !entry.notes.trim_end().ends_with(['.', '`', '|']) {
        wrong.push("the notes are sentences".to_owned());
    }
    wrong
}

/// The query of an example: an expression, or a whole query.
fn query(kind: &str, source: &str) -> String {
    let starts = ["datatable", "let ", "print ", "range ", "set ", "union "];
    if kind == "functions" && !starts.iter().any(|s| source.starts_with(s)) {
        format!("print v = {source}")
    } else {
        source.to_owned()
    }
}

//! Runs a corpus of Splunk searches on empty logs and tells how far they come: read, lowered,
//! bound, run.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use serde_json::{Value as Json, json};
use vigie_engine::catalog::{Catalog, Table};
use vigie_engine::memory::MemoryTable;
use vigie_engine::types::{Column, Type, datetime};
use vigie_engine::{Engine, Options};
use vigie_languages::spl::{Given, Logs, lower};
use vigie_spec::engine::NOW;
use vigie_spec::replayed;
use vigie_syntax::Diagnostic;
use vigie_syntax::spl::macros::Macros;

/// Runs a corpus of Splunk searches on empty logs.
#[derive(Parser)]
struct Arguments {
    /// JSON lines, plain or .gz, with `name`, `expanded` and `cloud`.
    corpus: PathBuf,
    /// Prints the N commonest reasons.
    #[arg(long, value_name = "N", default_value_t = 60)]
    show: usize,
    /// Runs only the searches whose name has this in it.
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// Writes the counts as JSON.
    #[arg(long, value_name = "FILE")]
    counts: Option<PathBuf>,
    /// Writes the name and the outcome of each search: one line each.
    #[arg(long, value_name = "FILE")]
    tsv: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            say(&format!("{message}\n"));
            ExitCode::from(2)
        }
    }
}

/// What `vigie query --lang spl --sourcetype '*=events' --datamodel '*=events'` opens where the file
/// is empty. Any lookup is empty and has no columns.
#[derive(Debug)]
struct Empty;

impl Catalog for Empty {
    fn table(&self, name: &str) -> Option<Arc<dyn Table>> {
        let columns = [
            ("_time", Type::Datetime),
            ("_raw", Type::Dynamic),
            ("source", Type::String),
            ("_id", Type::String),
        ];
        let columns = columns.map(|(name, ty)| Column::new(name, ty)).to_vec();
        let table = MemoryTable::new(name, columns, &[]).ok()?;
        Some(Arc::new(table))
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }

    fn watchlist(&self, name: &str) -> Option<Arc<dyn Table>> {
        let columns = vec![Column::new("__none", Type::String)];
        let table = MemoryTable::new(name, columns, &[]).ok()?;
        Some(Arc::new(table))
    }
}

/// How far a search came, as a number, and why no further.
fn measure(engine: &Engine, logs: &Logs, search: &str) -> (usize, String) {
    let said = |step: &str, diagnostics: &[Diagnostic]| {
        let first = diagnostics.iter().find(|d| d.is_error());
        first.map(|d| format!("{step}: {}: {}", d.code, d.message))
    };
    let (_, diagnostics) = vigie_syntax::spl::parse(search);
    if let Some(reason) = said("parse", &diagnostics) {
        return (0, reason);
    }
    let lowered = lower(search, &Macros::default(), logs);
    if let Some(reason) = said("lower", &lowered.diagnostics) {
        return (1, reason);
    }
    let (bound, diagnostics) = engine.bind(lowered);
    let Some(bound) = bound else {
        return (2, said("bind", &diagnostics).unwrap_or_default());
    };
    match engine.run(&bound) {
        Ok(_) => (4, String::new()),
        Err(diagnostics) => (3, said("run", &diagnostics).unwrap_or_default()),
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let now = datetime::parse(NOW).ok_or("the clock is a time")?;
    let engine = Engine::new(Arc::new(Empty), Options::at(now));
    let events = || {
        vec![Given {
            name: "*".to_owned(),
            table: "_raw_events".to_owned(),
        }]
    };
    let logs = Logs {
        sourcetypes: events(),
        models: events(),
        addresses: None,
        spath_characters: None,
        writes_lookups: false,
    };
    let text = replayed::text(&arguments.corpus)?;
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    let mut counts = [[0_usize; 5]; 2];
    let mut lines = String::new();
    for line in text.lines() {
        let search: Json = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let name = search["name"].as_str().unwrap_or_default();
        if !name.contains(&arguments.only) {
            continue;
        }
        let cloud = search["cloud"].as_array().is_some_and(|c| !c.is_empty());
        let (steps, reason) = measure(
            &engine,
            &logs,
            search["expanded"].as_str().unwrap_or_default(),
        );
        for (kind, counted) in counts.iter_mut().zip([true, cloud]) {
            for step in kind.iter_mut().take(steps + 1) {
                *step += usize::from(counted);
            }
        }
        let outcome = if reason.is_empty() { "ok" } else { &reason };
        lines.push_str(&format!("{name}\t{outcome}\n"));
        if !reason.is_empty() {
            let reason = if cloud {
                format!("{reason} (cloud)")
            } else {
                reason
            };
            *reasons.entry(reason).or_default() += 1;
        }
    }
    let mut sorted: Vec<_> = reasons.into_iter().collect();
    sorted.sort_by_key(|(reason, n)| (usize::MAX - n, reason.clone()));
    for (reason, n) in sorted.into_iter().take(arguments.show) {
        say(&format!("{n:6} {reason}\n"));
    }
    for (what, [all, parsed, lowered, bound, ran]) in ["all", "cloud"].iter().zip(counts) {
        let percent = |n: usize| 100.0 * n as f64 / all.max(1) as f64;
        say(&format!(
            "{what}: {all} searches, {parsed} parse ({:.1} %), {lowered} lower, {bound} bind, {ran} run ({:.1} %)\n",
            percent(parsed),
            percent(ran)
        ));
    }
    if let Some(path) = &arguments.counts {
        let object = |[all, parsed, lowered, bound, ran]: [usize; 5]| json!({"searches": all, "parsed": parsed, "lowered": lowered, "bound": bound, "run": ran});
        let object = json!({"all": object(counts[0]), "cloud": object(counts[1])});
        write(path, &format!("{object:#}\n"))?;
    }
    if let Some(path) = &arguments.tsv {
        write(path, &lines)?;
    }
    Ok(())
}

fn write(path: &PathBuf, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}

fn say(text: &str) {
    use std::io::Write;
    // Whoever reads may have gone away.
    drop(std::io::stdout().write_all(text.as_bytes()));
}

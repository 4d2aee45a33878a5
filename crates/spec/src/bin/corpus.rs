//! Binds a corpus of queries against table schemas, without reading any log, and tells what stands
//! in the way of those that cannot run.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use clap::Parser;
use flate2::read::MultiGzDecoder;
use serde_json::Value as Json;
use vigie_detect::pool::{Ended, run_all};
use vigie_engine::memory::{MemoryCatalog, MemoryTable};
use vigie_engine::types::{Column, Type, datetime};
use vigie_engine::{Engine, Options};
use vigie_spec::engine::NOW;

/// Binds a corpus of queries against table schemas, and tells what stands in the way.
#[derive(Parser)]
struct Arguments {
    /// JSON lines, plain or .gz, with `id` and `query`; lines with `syntax_ok` false or with
    /// `external_functions` are left out.
    corpus: PathBuf,
    /// JSON, plain or .gz: `{table: {column: type}}`.
    #[arg(long, value_name = "FILE")]
    schemas: PathBuf,
    /// Prints the N commonest reasons.
    #[arg(long, value_name = "N", default_value_t = 40)]
    show: usize,
    /// Writes `id`, and `ok` or the first error, of each query: one line each.
    #[arg(long, value_name = "FILE")]
    tsv: Option<PathBuf>,
    /// Seconds after which a query counts as hanging.
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    timeout: u64,
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

/// One engine for all: a query cannot change its tables.
static ENGINE: OnceLock<Engine> = OnceLock::new();

struct Rule {
    id: String,
    query: String,
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let now = datetime::parse(NOW).ok_or("the clock is a time")?;
    let catalog = Arc::new(catalog(&arguments.schemas)?);
    ENGINE.get_or_init(|| Engine::new(catalog, Options::at(now)));
    let rules = rules(&arguments.corpus)?;
    let ids: Vec<String> = rules.iter().map(|r| r.id.clone()).collect();
    let start = Instant::now();
    let limit = Duration::from_secs(arguments.timeout);
    let ended = run_all(rules, limit, |rule: &Rule| first_error(&rule.query));
    let outcomes: Vec<String> = ended.into_iter().map(outcome).collect();

    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|o| *o != "ok") {
        *reasons.entry(outcome).or_default() += 1;
        *codes
            .entry(outcome.split(':').next().unwrap_or(outcome))
            .or_default() += 1;
    }
    for (reason, n) in commonest(&reasons).into_iter().take(arguments.show) {
        say(&format!("{n:6} {reason}\n"));
    }
    say("\n");
    for (code, n) in commonest(&codes) {
        say(&format!("{n:6} {code}\n"));
    }
    if let Some(path) = &arguments.tsv {
        let lines: String = ids
            .iter()
            .zip(&outcomes)
            .map(|(id, o)| format!("{id}\t{o}\n"))
            .collect();
        std::fs::write(path, lines).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let (ok, all) = (
        outcomes.iter().filter(|o| *o == "ok").count(),
        outcomes.len(),
    );
    let percent = 100.0 * ok as f64 / all.max(1) as f64;
    say(&format!(
        "\n{:.1} s\n{ok}/{all} = {percent:.1} %\n",
        start.elapsed().as_secs_f64()
    ));
    Ok(())
}

fn first_error(query: &str) -> Option<String> {
    let engine = ENGINE
        .get()
        .expect("the engine is made before the first query");
    let (bound, diagnostics) = engine.check(query);
    let error = diagnostics.iter().find(|d| d.is_error());
    let said = error.map(|d| format!("{}: {}", d.code, d.message));
    said.or_else(|| {
        bound
            .is_none()
            .then(|| "internal: nothing is bound, and nothing is said".to_owned())
    })
}

fn outcome(ended: Ended<Option<String>>) -> String {
    match ended {
        Ended::Done(None) => "ok".to_owned(),
        Ended::Done(Some(error)) => error.replace(['\t', '\n'], " "),
        Ended::Panicked(message) => format!("panic: {message}").replace(['\t', '\n'], " "),
        Ended::TimedOut => "timeout".to_owned(),
    }
}

fn commonest<'a>(counts: &BTreeMap<&'a str, usize>) -> Vec<(&'a str, usize)> {
    let mut sorted: Vec<_> = counts.iter().map(|(k, n)| (*k, *n)).collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    sorted
}

fn catalog(path: &Path) -> Result<MemoryCatalog, String> {
    let json: Json =
        serde_json::from_str(&text(path)?).map_err(|e| format!("{}: {e}", path.display()))?;
    let tables = json
        .as_object()
        .ok_or_else(|| format!("{}: no object of tables", path.display()))?;
    let mut catalog = MemoryCatalog::default();
    for (name, columns) in tables {
        let columns = columns
            .as_object()
            .into_iter()
            .flatten()
            .map(|(column, ty)| {
                let ty = ty.as_str().and_then(Type::from_name);
                ty.map(|ty| Column::new(column, ty))
                    .ok_or_else(|| format!("`{column}` of `{name}` has no type"))
            });
        let table = MemoryTable::new(name, columns.collect::<Result<_, _>>()?, &[]);
        catalog.insert(Arc::new(table.map_err(|e| e.to_string())?));
    }
    Ok(catalog)
}

fn rules(path: &Path) -> Result<Vec<Rule>, String> {
    let mut rules = Vec::new();
    for line in text(path)?.lines() {
        let json: Json =
            serde_json::from_str(line).map_err(|e| format!("{}: {e}", path.display()))?;
        let field = |key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
        let left_out = json.get("syntax_ok") == Some(&Json::Bool(false))
            || json
                .get("external_functions")
                .and_then(Json::as_array)
                .is_some_and(|f| !f.is_empty());
        if let (Some(id), Some(query), false) = (field("id"), field("query"), left_out) {
            rules.push(Rule { id, query });
        }
    }
    Ok(rules)
}

fn text(path: &Path) -> Result<String, String> {
    let problem = |e: std::io::Error| format!("{}: {e}", path.display());
    let mut file = File::open(path).map_err(problem)?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        MultiGzDecoder::new(file)
            .read_to_string(&mut text)
            .map_err(problem)?;
    } else {
        file.read_to_string(&mut text).map_err(problem)?;
    }
    Ok(text)
}

#[expect(clippy::print_stdout, reason = "this is a command")]
fn say(text: &str) {
    print!("{text}");
}

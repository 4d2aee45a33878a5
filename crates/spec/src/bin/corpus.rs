//! Binds a corpus of queries against table schemas, runs it on tables without rows, and tells what
//! stands in the way: of those that an oracle accepts, which fail, and which give other columns.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use clap::Parser;
use serde_json::{Value as Json, json};
use vigie_detect::pool::{Ended, run_all};
use vigie_engine::types::{Column, datetime};
use vigie_engine::{Engine, Options};
use vigie_logs::Schemas;
use vigie_spec::columns_differ::ColumnsDiffer;
use vigie_spec::engine::NOW;
use vigie_spec::replayed::{self, Fate, text};

/// Binds a corpus of queries against table schemas, and tells what stands in the way.
#[derive(Parser)]
struct Arguments {
    /// JSON lines, plain or .gz, with `id` and `query`.
    corpus: PathBuf,
    /// JSON, plain or .gz: `{table: {column: type}}`.
    #[arg(long, value_name = "FILE", required_unless_present = "replay")]
    schemas: Option<PathBuf>,
    /// Instead replays the rules that use `--table` over these logs, at every time of their schedule.
    #[arg(long, value_name = "PATH")]
    replay: Vec<String>,
    /// With `--replay`: the table whose rules are replayed.
    #[arg(long, value_name = "NAME", default_value = "AzureActivity")]
    table: String,
    /// JSON lines with `id`, `errors` and `columns`, as the official language service gives them:
    /// only the queries that it accepts count, and their columns are compared. Without it, lines
    /// with `syntax_ok` false or with `external_functions` are left out.
    #[arg(long, value_name = "FILE")]
    verdicts: Option<PathBuf>,
    /// Runs the queries too, on tables without rows.
    #[arg(long)]
    run: bool,
    /// Only queries whose id contains this.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Prints the N commonest reasons.
    #[arg(long, value_name = "N", default_value_t = 40)]
    show: usize,
    /// Writes `id`, and `ok` or the first error, of each query: one line each.
    #[arg(long, value_name = "FILE")]
    tsv: Option<PathBuf>,
    /// Writes the counts as JSON.
    #[arg(long, value_name = "FILE")]
    counts: Option<PathBuf>,
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
    /// Name and type of each column of the result, where an oracle tells.
    columns: Option<Vec<(String, String)>>,
    run: bool,
}

/// How far a query came.
#[derive(Clone)]
enum Outcome {
    Good,
    /// It does not bind, or does not run; `code: message`.
    Unbound(String),
    Failed(String),
    /// Its columns are not the oracle's.
    Differs(String),
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let now = datetime::parse(NOW).ok_or("the clock is a time")?;
    if !arguments.replay.is_empty() {
        return replay(arguments, now);
    }
    let schemas = arguments.schemas.as_ref().ok_or("there are no schemas")?;
    let catalog = Arc::new(Schemas::read(schemas)?);
    ENGINE.get_or_init(|| Engine::new(catalog, Options::at(now)));
    let rules = rules(arguments)?;
    let ids: Vec<String> = rules.iter().map(|r| r.id.clone()).collect();
    let start = Instant::now();
    let limit = Duration::from_secs(arguments.timeout);
    let ended = run_all(rules, limit, measure);
    let outcomes: Vec<Outcome> = ended.into_iter().map(outcome).collect();
    let lines: Vec<String> = outcomes.iter().map(Outcome::line).collect();

    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines.iter().filter(|o| *o != "ok") {
        *reasons.entry(line).or_default() += 1;
        let code = line.splitn(3, ':').take(2).map(str::len).sum::<usize>() + 1;
        *codes.entry(line.get(..code).unwrap_or(line)).or_default() += 1;
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
            .zip(&lines)
            .map(|(id, o)| format!("{id}\t{o}\n"))
            .collect();
        std::fs::write(path, lines).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let all = outcomes.len();
    let without =
        |failed: fn(&Outcome) -> bool| all - outcomes.iter().filter(|o| failed(o)).count();
    let bound = without(|o| matches!(o, Outcome::Unbound(_)));
    let ran = without(|o| matches!(o, Outcome::Unbound(_) | Outcome::Failed(_)));
    let same = without(|o| !matches!(o, Outcome::Good));
    say(&format!("\n{:.1} s\n", start.elapsed().as_secs_f64()));
    for (what, n) in [("bound", bound), ("run", ran), ("same columns", same)] {
        let percent = 100.0 * n as f64 / all.max(1) as f64;
        say(&format!("{n}/{all} = {percent:.2} % {what}\n"));
    }
    let mut differ = ColumnsDiffer::read()?;
    for (id, outcome) in ids.iter().zip(&outcomes) {
        match outcome {
            Outcome::Good if arguments.verdicts.is_some() => differ.count(id, false),
            Outcome::Differs(_) => differ.count(id, true),
            _ => {}
        }
    }
    if differ.explained() > 0 {
        let n = differ.explained();
        let percent = 100.0 * n as f64 / all.max(1) as f64;
        say(&format!(
            "{n}/{all} = {percent:.2} % other columns for a reason that is listed\n{differ}"
        ));
    }
    if let Some(path) = &arguments.counts {
        let counts = json!({"queries": all, "bound": bound, "run": ran, "same_columns": same});
        std::fs::write(path, format!("{counts:#}\n"))
            .map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}

/// Replays rules over logs, and tells what those that cannot run wait for.
fn replay(arguments: &Arguments, now: i64) -> Result<(), String> {
    let (corpus, table) = (&arguments.corpus, &arguments.table);
    let only = arguments.only.as_deref();
    let all = replayed::measure(corpus, table, &arguments.replay, only, now)?;
    let mut waits: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut ran, mut alerting) = (0, 0);
    for rule in &all {
        match &rule.fate {
            Fate::Ran { alerts } => {
                ran += 1;
                alerting += usize::from(*alerts > 0);
            }
            Fate::Waits(kind, name) => {
                *waits.entry(kind).or_default().entry(name).or_default() += 1;
            }
            Fate::Refused(what) => *refused.entry(what).or_default() += 1,
        }
    }
    let waiting: usize = waits.values().flat_map(BTreeMap::values).sum();
    let count = all.len();
    say(&format!("{count} rules use {table}\n"));
    say(&format!("{ran:6} are replayed, {alerting} of them alert\n"));
    say(&format!("{waiting:6} wait for what is not there\n"));
    for (kind, names) in &waits {
        say(&format!("{:12} {kind}\n", names.values().sum::<usize>()));
        for (name, n) in commonest(names) {
            say(&format!("{n:18} {name}\n"));
        }
    }
    say(&format!("{:6} are refused\n", count - ran - waiting));
    for (what, n) in commonest(&refused) {
        say(&format!("{n:12} {what}\n"));
    }
    if let Some(path) = &arguments.tsv {
        let line = |rule: &replayed::Measured| match &rule.fate {
            Fate::Ran { alerts } => format!("{}\tran\t{alerts}\n", rule.id),
            Fate::Waits(kind, name) => format!("{}\twaits\t{kind}: {name}\n", rule.id),
            Fate::Refused(what) => format!("{}\trefused\t{what}\n", rule.id),
        };
        let lines: String = all.iter().map(line).collect();
        std::fs::write(path, lines).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    if let Some(path) = &arguments.counts {
        let by_kind = waits.iter();
        let by_kind: BTreeMap<&str, usize> = by_kind
            .map(|(kind, names)| (*kind, names.values().sum()))
            .collect();
        let counts = json!({"table": table, "rules": count, "replayed": ran, "alerting": alerting,
            "waiting": by_kind, "refused": count - ran - waiting});
        std::fs::write(path, format!("{counts:#}\n"))
            .map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}

fn measure(rule: &Rule) -> Outcome {
    let engine = ENGINE
        .get()
        .expect("the engine is made before the first query");
    let (bound, diagnostics) = engine.check(&rule.query);
    let said = |diagnostics: &[vigie_syntax::Diagnostic]| {
        let error = diagnostics.iter().find(|d| d.is_error());
        error.map_or_else(
            || "internal: nothing is said".to_owned(),
            |d| format!("{}: {}", d.code, d.message),
        )
    };
    let Some(bound) = bound else {
        return Outcome::Unbound(said(&diagnostics));
    };
    if rule.run
        && let Err(diagnostics) = engine.run(&bound)
    {
        return Outcome::Failed(said(&diagnostics));
    }
    match &rule.columns {
        Some(expected) => difference(&bound.rel.columns, expected),
        None => Outcome::Good,
    }
}

/// The first column that is not as expected.
fn difference(found: &[Column], expected: &[(String, String)]) -> Outcome {
    for at in 0..found.len().max(expected.len()) {
        let (ours, theirs) = (found.get(at), expected.get(at));
        let word = match (ours, theirs) {
            // The oracle knows no type of a column that only data can tell of.
            (Some(ours), Some((name, ty)))
                if ours.name == *name && (ours.ty.name() == ty || ty == "unknown") =>
            {
                continue;
            }
            (Some(ours), Some((name, _))) if ours.name == *name => "type",
            (Some(_), Some(_)) => "name",
            _ => "count",
        };
        let ours = ours.map_or("none".to_owned(), |c| format!("{}:{}", c.name, c.ty));
        let theirs = theirs.map_or("none".to_owned(), |(name, ty)| format!("{name}:{ty}"));
        let more = only_in_one(found, expected);
        return Outcome::Differs(format!("{word}: {ours} for {theirs} at {at}{more}"));
    }
    Outcome::Good
}

/// The columns that only one of the two has.
fn only_in_one(found: &[Column], expected: &[(String, String)]) -> String {
    let mut ours: Vec<String> = found
        .iter()
        .map(|c| format!("{}:{}", c.name, c.ty))
        .collect();
    let mut theirs: Vec<String> = expected.iter().map(|(n, ty)| format!("{n}:{ty}")).collect();
    let both: Vec<String> = ours
        .iter()
        .filter(|c| theirs.contains(c))
        .cloned()
        .collect();
    ours.retain(|c| !both.contains(c));
    theirs.retain(|c| !both.contains(c));
    format!(
        "; only ours: {}; only theirs: {}",
        ours.join(" "),
        theirs.join(" ")
    )
}

impl Outcome {
    fn line(&self) -> String {
        match self {
            Self::Good => "ok".to_owned(),
            Self::Unbound(what) => format!("bind: {what}"),
            Self::Failed(what) => format!("run: {what}"),
            Self::Differs(what) => format!("columns: {what}"),
        }
        .replace(['\t', '\n'], " ")
    }
}

fn outcome(ended: Ended<Outcome>) -> Outcome {
    match ended {
        Ended::Done(outcome) => outcome,
        Ended::Panicked(message) => Outcome::Unbound(format!("panic: {message}")),
        Ended::TimedOut => Outcome::Unbound("timeout: it does not end".to_owned()),
    }
}

fn commonest<'a>(counts: &BTreeMap<&'a str, usize>) -> Vec<(&'a str, usize)> {
    let mut sorted: Vec<_> = counts.iter().map(|(k, n)| (*k, *n)).collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    sorted
}

/// What an oracle says of the queries: nothing where it finds errors.
fn verdicts(path: &Path) -> Result<BTreeMap<String, Vec<(String, String)>>, String> {
    let mut verdicts = BTreeMap::new();
    for line in text(path)?.lines() {
        let json: Json =
            serde_json::from_str(line).map_err(|e| format!("{}: {e}", path.display()))?;
        let accepted = json["errors"].as_array().is_some_and(Vec::is_empty);
        let columns = json["columns"].as_array().into_iter().flatten();
        let word = |cell: &Json| cell.as_str().unwrap_or_default().to_owned();
        let columns = columns.map(|c| (word(&c[0]), word(&c[1]))).collect();
        if let (Some(id), true) = (json["id"].as_str(), accepted) {
            verdicts.insert(id.to_owned(), columns);
        }
    }
    Ok(verdicts)
}

fn rules(arguments: &Arguments) -> Result<Vec<Rule>, String> {
    let path = &arguments.corpus;
    let verdicts = arguments.verdicts.as_deref().map(verdicts).transpose()?;
    let mut rules = Vec::new();
    for line in text(path)?.lines() {
        let json: Json =
            serde_json::from_str(line).map_err(|e| format!("{}: {e}", path.display()))?;
        let (Some(id), Some(query)) = (json["id"].as_str(), json["query"].as_str()) else {
            continue;
        };
        let columns = verdicts.as_ref().and_then(|v| v.get(id)).cloned();
        let counts = match &verdicts {
            Some(_) => columns.is_some(),
            None => {
                let functions = json["external_functions"].as_array();
                json["syntax_ok"] != Json::Bool(false) && functions.is_none_or(Vec::is_empty)
            }
        };
        if counts && arguments.only.as_ref().is_none_or(|only| id.contains(only)) {
            rules.push(Rule {
                id: id.to_owned(),
                query: query.to_owned(),
                columns: columns.filter(|c| !c.is_empty()),
                run: arguments.run,
            });
        }
    }
    Ok(rules)
}

#[expect(clippy::print_stdout, reason = "this is a command")]
fn say(text: &str) {
    print!("{text}");
}

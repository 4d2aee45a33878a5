//! Replays the rules of a corpus that use a table over logs, and tells of those that cannot run what
//! each waits for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use flate2::read::MultiGzDecoder;
use serde_json::Value as Json;
use vigie_detect::attack::Version;
use vigie_detect::check::{self, input};
use vigie_detect::functions::Functions;
use vigie_detect::hunt::{self, Assignment, When};
use vigie_detect::report::Outcome;
use vigie_detect::rule::Reason;
use vigie_engine::catalog::Catalog;
use vigie_engine::{Engine, Options};
use vigie_logs::{Layers, LogCatalog, Schemas};
use vigie_syntax::Diagnostic;

/// What became of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It ran over the logs at every time of its schedule.
    Ran { alerts: usize },
    /// It is sound, and what it needs is not there: the kind of thing, and its name.
    Waits(&'static str, String),
    /// Code and message of the first error.
    Refused(String),
}

/// A rule of the corpus.
#[derive(Debug, Clone)]
pub struct Measured {
    pub id: String,
    pub fate: Fate,
}

/// What sound rules may lack: code of the error, and what it stands for.
const WAITS: [(&str, &str); 6] = [
    ("unknown-table", "a table that is not in the logs"),
    ("empty-union", "a table that is not in the logs"),
    ("unsupported-function", "data of a service"),
    ("unknown-watchlist", "a watchlist that is not given"),
    ("external-data", "external data, without a network"),
    ("unsupported-plugin", "a plugin that vigie refuses"),
];

/// Replays the rules that use a table, as the corpus lists their tables.
///
/// # Errors
/// A sentence, when the corpus or the logs cannot be read.
pub fn measure(
    corpus: &Path,
    table: &str,
    logs: &[String],
    only: Option<&str>,
    now: i64,
) -> Result<Vec<Measured>, String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let open = |paths: &[String]| {
        let options = vigie_logs::Options::new(threads, std::env::temp_dir());
        LogCatalog::open(paths, options).map_err(|e| e.to_string())
    };
    let logs = Arc::new(open(logs)?);
    let held: Arc<dyn Catalog> = Arc::<LogCatalog>::clone(&logs);
    let known: Arc<dyn Catalog> = Arc::new(Layers::new(vec![
        Arc::clone(&held),
        Arc::new(open(&[])?),
        Schemas::shipped(),
    ]));
    let using = using(&text(corpus)?, table);
    let mut subjects = input::read(corpus)?;
    subjects.retain(|s| {
        let id = s.id();
        using.contains(&id) && only.is_none_or(|only| id.contains(only))
    });
    let settings = check::Settings {
        catalog: Arc::clone(&known),
        options: Options::at(now),
        run: false,
        observed: None,
    };
    let checker = check::Checker::new(settings);
    let known = Engine::new(known, Options::at(now));
    let mut fates: BTreeMap<usize, Fate> = BTreeMap::new();
    let mut assignments = Vec::new();
    let mut places = Vec::new();
    for (at, subject) in subjects.iter().enumerate() {
        let Ok(rule) = &subject.rule else { continue };
        let verdict = checker.check(subject);
        if !verdict.ok {
            fates.insert(at, fate(&verdict.diagnostics, &known));
            continue;
        }
        places.push(at);
        assignments.push(Assignment {
            rule: Arc::new(rule.clone()),
            watchlists: Arc::clone(&held),
            exceptions: Vec::new(),
        });
    }
    let settings = hunt::Settings {
        when: When::Replay,
        since: None,
        until: None,
        attack: Version::default(),
        threads,
        ingestion_delay: 0,
        allow_network: false,
        exhaustive: false,
        functions: Functions::default(),
    };
    let report = hunt::hunt(&assignments, Vec::new(), &logs, &settings);
    for (at, account) in places.into_iter().zip(&report.rules) {
        let fate = match &account.outcome {
            Outcome::Ran { alerts, .. } => Fate::Ran { alerts: *alerts },
            Outcome::NotRun(Reason::Query(diagnostics, _)) => fate(diagnostics, &known),
            Outcome::NotRun(Reason::Said(said)) => Fate::Refused(said.clone()),
            Outcome::Disabled(why) | Outcome::Part(why) => Fate::Refused(why.clone()),
        };
        fates.insert(at, fate);
    }
    let measured = subjects.iter().enumerate().map(|(at, subject)| Measured {
        id: subject.id(),
        fate: fates
            .remove(&at)
            .unwrap_or_else(|| Fate::Refused("not-a-rule".to_owned())),
    });
    Ok(measured.collect())
}

/// What the first error means: a table counts as lacking only when it is known otherwise.
fn fate(diagnostics: &[Diagnostic], known: &Engine) -> Fate {
    let Some(first) = diagnostics.iter().find(|d| d.is_error()) else {
        return Fate::Refused("internal: nothing is said".to_owned());
    };
    let name = first.message.split('`').nth(1).unwrap_or_default();
    let kind = WAITS.iter().find(|(code, _)| *code == first.code);
    match kind {
        Some(("unknown-table", _)) if known.bind(name).0.is_none() => {
            Fate::Waits("a table of somebody's own", name.to_owned())
        }
        Some((_, kind)) if name.is_empty() => {
            Fate::Waits(kind, "every table of a union".to_owned())
        }
        Some((_, kind)) => Fate::Waits(kind, name.to_owned()),
        _ => Fate::Refused(format!("{}: {}", first.code, first.message)),
    }
}

/// The ids of the lines of a corpus that list a table.
fn using(corpus: &str, table: &str) -> BTreeSet<String> {
    let lines = corpus.lines();
    let lines = lines.filter_map(|line| serde_json::from_str::<Json>(line).ok());
    lines
        .filter(|line| {
            let tables = line["tables"].as_array();
            tables.is_some_and(|t| t.iter().any(|t| t == table))
        })
        .filter_map(|line| Some(line["id"].as_str()?.to_owned()))
        .collect()
}

/// The text of a file, plain or .gz.
///
/// # Errors
/// When it cannot be read.
pub fn text(path: &Path) -> Result<String, String> {
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

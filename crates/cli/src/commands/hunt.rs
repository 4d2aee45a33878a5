//! `vigie hunt`: rules over exported logs.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use vigie_detect::attack::Version;
use vigie_detect::duration;
use vigie_detect::hunt::{self, Assignment, Settings, When};
use vigie_detect::overlay::{self, Overlay};
use vigie_detect::pack::{self, Pack};
use vigie_detect::report::Report;
use vigie_detect::rule::{Reason, Refusal, Rule, Severity};
use vigie_detect::sinks::{self, Page, SINKS};
use vigie_engine::catalog::Catalog;
use vigie_languages::Language;
use vigie_logs::LogCatalog;
use vigie_syntax::escape;
use vigie_syntax::render::{self, Style};

use crate::clock;
use crate::console::{Console, Done};
use crate::failure::Failure;
use crate::logs;
use crate::progress;
use crate::splunk::{Lookup, LookupArgs, SplunkArgs};

/// Run detection rules over logs and show the alerts.
///
/// Scheduled rules are replayed: they run at every time of their schedule between the first and
/// the last record, and see at each what their look-back period holds.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    logs: logs::LogArgs,

    #[command(flatten)]
    functions: logs::FunctionArgs,

    #[command(flatten)]
    splunk: SplunkArgs,

    #[command(flatten)]
    lookups: LookupArgs,

    /// Let `externaldata` read files behind https://
    #[arg(long)]
    allow_network: bool,

    /// A folder of rules, or a rule file [default: packs, where there is such a folder]
    #[arg(long = "pack", value_name = "DIR|FILE")]
    packs: Vec<PathBuf>,

    /// Only the rules with this id, name or file name
    #[arg(long = "rule", value_name = "ID")]
    rules: Vec<String>,

    /// Run each rule once, at this time, as Sentinel would have then
    #[arg(long, value_name = "TIME", value_parser = clock::parse, conflicts_with = "replay")]
    now: Option<i64>,

    /// Run each rule at every time of its schedule; this is what happens anyway
    #[arg(long, conflicts_with = "once")]
    replay: bool,

    /// Run each rule once over everything, at the time of the last record or at --now
    #[arg(long)]
    once: bool,

    /// Show alerts of what happened at this time or later; earlier records are history
    #[arg(long, value_name = "TIME", value_parser = clock::parse)]
    since: Option<i64>,

    /// Run rules up to this time
    #[arg(long, value_name = "TIME", value_parser = clock::parse)]
    until: Option<i64>,

    /// How alerts are written
    #[arg(long, value_name = "FORMAT", default_value = "text",
          value_parser = clap::builder::PossibleValuesParser::new(SINKS.iter().map(|s| {
              clap::builder::PossibleValue::new(s.name).help(s.summary)
          })))]
    format: String,

    /// Write alerts to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write the account of what was read and run to a file, as JSON
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,

    /// Show all that is known of each alert
    #[arg(long)]
    full: bool,

    /// The version of ATT&CK that tactics are named after
    #[arg(long, value_enum, default_value_t = Attack::V18)]
    attack: Attack,

    /// A folder with local values, exceptions and severities of rules
    #[arg(long, value_name = "DIR")]
    overlay: Option<PathBuf>,

    /// Simulate that records come this much later: 30m, 2h
    #[arg(long, value_name = "TIME", value_parser = delay)]
    ingestion_delay: Option<i64>,

    /// Run every rule at every time of its schedule over all rows: slow, for tests
    #[arg(long, hide = true)]
    exhaustive: bool,

    /// End with exit code 1 when there is an alert of this severity or a higher one
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    fail_on: Option<Severity>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Attack {
    #[value(name = "18")]
    V18,
    #[value(name = "19")]
    V19,
}

impl From<Attack> for Version {
    fn from(attack: Attack) -> Self {
        match attack {
            Attack::V18 => Self::V18,
            Attack::V19 => Self::V19,
        }
    }
}

fn delay(text: &str) -> Result<i64, String> {
    duration::parse(text).ok_or_else(|| "a length of time looks like 30m, 2h or 1d".to_owned())
}

fn severity(text: &str) -> Result<Severity, String> {
    Severity::parse(text).ok_or_else(|| {
        let names = Severity::ALL.map(|s| s.name().to_lowercase());
        format!("a severity is one of {}", names.join(", "))
    })
}

pub(crate) fn run(args: Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    let Some(sink) = sinks::sink(&args.format) else {
        return Err(Failure::new(format!("no format `{}`", args.format)));
    };
    if args.logs.paths.is_empty() {
        return Err(Failure::new("no logs to hunt in: name a file or a folder"));
    }
    let packs = packs(&args.packs)?;
    let (mut packs, mut refused) = chosen(packs, &args.rules)?;
    let knowledge = args.lookups.heard(args.splunk.knowledge()?);
    for rule in packs.iter_mut().flat_map(|p| &mut p.rules) {
        knowledge.give(rule);
    }
    let logs = args.logs.open(None)?;
    let overlays = match &args.overlay {
        Some(folder) => overlay::open(folder).map_err(Failure::new)?,
        None => BTreeMap::new(),
    };
    let assignments = assign(packs, &logs, &args.logs, &overlays, &mut refused)?;
    // A lookup that cannot be written is told before anything is run.
    let lookups = lookups(&assignments, &args.lookups)?;
    let settings = Settings {
        when: match (args.once, args.now) {
            (true, now) => When::Once(now),
            (false, Some(now)) => When::At(now),
            (false, None) => When::Replay,
        },
        since: args.since,
        until: args.until,
        attack: args.attack.into(),
        threads: args.logs.threads(),
        exhaustive: args.exhaustive,
        ingestion_delay: args.ingestion_delay.unwrap_or(0),
        functions: args.functions.read()?,
        allow_network: args.allow_network,
    };
    let bar = progress::show(logs.progress(), console);
    let report = hunt::hunt(&assignments, refused, &logs, &settings);
    drop(bar);

    let mut page = Page {
        width: console.width.max(40),
        colors: console.out_style == Style::Colors,
        full: args.full,
    };
    match &args.output {
        None => (sink.write)(&report, &page, console.out())?,
        Some(path) => {
            page.colors = false;
            let mut file = BufWriter::new(create(path)?);
            (sink.write)(&report, &page, &mut file)
                .and_then(|()| file.flush())
                .map_err(|e| written(path, &e))?;
        }
    }
    for (rule, lookup) in &lookups {
        let found = report.alerts.iter().filter(|a| Arc::ptr_eq(&a.rule, rule));
        let found: Vec<_> = found.collect();
        if let Some(first) = found.first() {
            let rows: Vec<_> = found.iter().flat_map(|a| a.rows.clone()).collect();
            let said = lookup.write(&first.columns, &rows)?;
            console.say(&said);
        }
    }
    if let Some(path) = &args.ledger {
        let text = escape::json(&report.ledger_json().to_string()).into_owned();
        let mut file = create(path)?;
        writeln!(file, "{text}").map_err(|e| written(path, &e))?;
    }
    if !sink.has_ledger || args.output.is_some() {
        let mut text = Vec::new();
        let page = Page {
            colors: console.err_style == Style::Colors,
            ..page
        };
        sinks::ledger(&report, &page, &mut text)?;
        console.say(&String::from_utf8_lossy(&text));
    }
    explain(&report, args.full, console);
    let worst = report.standing().map(|a| a.severity).max();
    Ok(if report.not_run().next().is_some() {
        Done::InPart
    } else if args.fail_on.is_some() && worst >= args.fail_on {
        Done::Found
    } else {
        Done::Fine
    })
}

/// The rules whose searches end in a lookup, where lookups may be written.
fn lookups(
    assignments: &[Assignment],
    args: &LookupArgs,
) -> Result<Vec<(Arc<Rule>, Lookup)>, Failure> {
    let mut lookups = Vec::new();
    for rule in assignments.iter().map(|a| &a.rule) {
        if rule.language == Language::Spl
            && let Some(lookup) = args.lookup(&rule.query, &rule.knowledge.macros)?
        {
            lookups.push((Arc::clone(rule), lookup));
        }
    }
    Ok(lookups)
}

/// Rules whose places are shown when they cannot run.
const MOST_EXPLAINED: usize = 20;

/// The places in the queries of rules that could not run; of many only where each is asked for.
fn explain(report: &Report, full: bool, console: &mut Console<'_>) {
    let mut text = String::new();
    if !full && report.not_run().count() > MOST_EXPLAINED {
        return;
    }
    for (account, reason) in report.not_run() {
        if let Reason::Query(diagnostics, query) = reason {
            let path = format!("{} (query)", account.path.display());
            let path = escape::line(&path);
            text.push_str(&render::full(diagnostics, query, &path, console.err_style));
        }
    }
    if !text.is_empty() {
        console.say(&text);
    }
}

fn create(path: &Path) -> Result<File, Failure> {
    File::create(path).map_err(|e| written(path, &e))
}

fn written(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{}` cannot be written: {error}", path.display()))
}

/// The packs that were asked for, or those in the folder `packs`.
fn packs(paths: &[PathBuf]) -> Result<Vec<Pack>, Failure> {
    let usual = Path::new("packs");
    let found = match paths {
        [] if usual.is_dir() => {
            let entries = std::fs::read_dir(usual).map_err(|e| written(usual, &e))?;
            let mut folders: Vec<PathBuf> = entries
                .filter_map(|entry| Some(entry.ok()?.path()))
                .filter(|path| path.is_dir())
                .collect();
            folders.sort();
            folders
        }
        [] => {
            return Err(Failure::new(
                "no rules to run: name a folder or a rule with --pack",
            ));
        }
        paths => paths.to_vec(),
    };
    found
        .iter()
        .map(|path| pack::open(path).map_err(Failure::new))
        .collect()
}

/// The rules that were asked for. One that cannot be read counts when it is asked for.
fn chosen(mut packs: Vec<Pack>, names: &[String]) -> Result<(Vec<Pack>, Vec<Refusal>), Failure> {
    let mut refused = Vec::new();
    for pack in &mut packs {
        refused.append(&mut pack.refused);
    }
    if names.is_empty() {
        return Ok((packs, refused));
    }
    for name in names {
        let known = packs
            .iter()
            .flat_map(|p| &p.rules)
            .any(|r| r.is_called(name));
        let refused = refused.iter().any(|r| called(r, name));
        if !known && !refused {
            return Err(Failure::new(format!("no rule `{name}`")));
        }
    }
    for pack in &mut packs {
        pack.rules
            .retain(|rule| names.iter().any(|n| rule.is_called(n)));
    }
    refused.retain(|r| names.iter().any(|n| called(r, n)));
    Ok((packs, refused))
}

fn called(refusal: &Refusal, name: &str) -> bool {
    let stem = refusal.path.file_stem().map(|s| s.to_string_lossy());
    refusal.id.as_deref() == Some(name) || stem.as_deref() == Some(name)
}

/// Gives each rule the watchlists of its pack, or those of the command line.
fn assign(
    packs: Vec<Pack>,
    logs: &Arc<LogCatalog>,
    args: &logs::LogArgs,
    overlays: &BTreeMap<String, Overlay>,
    refused: &mut Vec<Refusal>,
) -> Result<Vec<Assignment>, Failure> {
    let mut folders: BTreeMap<PathBuf, Arc<LogCatalog>> = BTreeMap::new();
    let mut assignments = Vec::new();
    for pack in packs {
        let watchlists = match &pack.watchlists {
            Some(folder) if !args.has_watchlists() => match folders.get(folder) {
                Some(known) => Arc::clone(known),
                None => {
                    let catalog = logs::watchlists_only(folder)?;
                    folders.insert(folder.clone(), Arc::clone(&catalog));
                    catalog
                }
            },
            _ => Arc::clone(logs),
        };
        for mut rule in pack.rules {
            let overlay = overlays.get(&rule.stem());
            if let Some(Err(sentence)) = overlay.map(|o| o.apply(&mut rule)) {
                refused.push(Refusal {
                    path: rule.path,
                    id: Some(rule.id),
                    reason: Reason::Said(format!("its overlay cannot be used: {sentence}")),
                });
                continue;
            }
            assignments.push(Assignment {
                exceptions: overlay.map(|o| o.exceptions.clone()).unwrap_or_default(),
                rule: Arc::new(rule),
                watchlists: Arc::<LogCatalog>::clone(&watchlists) as Arc<dyn Catalog>,
            });
        }
    }
    Ok(assignments)
}

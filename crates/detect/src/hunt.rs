//! Runs rules over logs: each log is read once, for all rules, and every rule is replayed over what
//! it needs of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use vigie_engine::catalog::Catalog;
use vigie_engine::frame::Frame;
use vigie_engine::needs::Needs;
use vigie_engine::types::timespan::SECOND;
use vigie_engine::types::{Column, Value, datetime};
use vigie_engine::{Engine, Options, Share};
use vigie_logs::LogCatalog;
use vigie_logs::sources::SOURCES;
use vigie_logs::sources::other::RECORDS_OF;
use vigie_syntax::Diagnostic;

use crate::attack::Version;
use crate::exceptions;
use crate::functions::Functions;
use crate::incident;
use crate::overlay::Exception;
use crate::record::{Source, columns, members};
use crate::replay::{self, Job, Runs};
use crate::report::{Outcome, Report, RuleAccount};
use crate::rule::{Reason, Refusal, Rule};
use crate::windows::Windows;

/// How a hunt runs.
#[derive(Debug, Clone)]
pub struct Settings {
    pub when: When,
    /// What happened before is history that rules may look back on, and no alert.
    pub since: Option<i64>,
    /// What happened later has not happened yet.
    pub until: Option<i64>,
    /// The version of ATT&CK that tactics are named after.
    pub attack: Version,
    /// Rules that are replayed at a time.
    pub threads: usize,
    /// How late records come, in ticks: a run does not see those that are younger.
    pub ingestion_delay: i64,
    /// Runs every rule at every time of its schedule over all columns of all rows. The alerts are
    /// the same, or something is wrong.
    pub exhaustive: bool,
    /// Functions of the workspace that rules call.
    pub functions: Functions,
    /// Whether `externaldata` may read from the network.
    pub allow_network: bool,
}

/// At which times rules run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At every time of their schedule between the first and the last record.
    Replay,
    /// Once, at this clock, as Sentinel would: a rule sees what its look-back period holds.
    At(i64),
    /// Once over everything, at this clock or that of the last record.
    Once(Option<i64>),
}

/// A rule that shall run, and the watchlists in force for it.
#[derive(Debug, Clone)]
pub struct Assignment {
    pub rule: Arc<Rule>,
    pub watchlists: Arc<dyn Catalog>,
    /// Alerts of it that are expected.
    pub exceptions: Vec<Exception>,
}

/// A rule that can run.
struct Ready<'a> {
    at: usize,
    assignment: &'a Assignment,
    needs: Needs,
    /// Of its result.
    columns: Vec<Column>,
}

/// Runs rules over logs.
pub fn hunt(
    assignments: &[Assignment],
    refused: Vec<Refusal>,
    logs: &Arc<LogCatalog>,
    settings: &Settings,
) -> Report {
    let base = Arc::<LogCatalog>::clone(logs) as Arc<dyn Catalog>;
    let options = Options {
        functions: settings.functions.clone(),
        allow_network: settings.allow_network,
        addresses: assignments.iter().find_map(|a| a.rule.addresses()),
        ..Options::at(datetime::UNIX_EPOCH)
    };
    let engine = Engine::new(Arc::clone(&base), options);
    let mut accounts: Vec<RuleAccount> = assignments.iter().map(account).collect();
    let mut asked = Vec::new();
    for (at, assignment) in assignments.iter().enumerate() {
        if assignment.rule.disabled {
            accounts[at].outcome = Outcome::Disabled("the rule is not enabled".to_owned());
        } else if let Some(whole) = &assignment.rule.part_of {
            accounts[at].outcome = Outcome::Part(whole.clone());
        } else {
            asked.push((at, assignment));
        }
    }
    let needs = in_parallel(&asked, settings.threads, |(_, assignment)| {
        let catalog = Windows::new(&base, &assignment.watchlists, BTreeMap::new());
        let own = engine.with(Arc::new(catalog), engine.options().now);
        own.needs(assignment.rule.parsed())
    });
    let mut ready = Vec::new();
    for ((at, assignment), needs) in asked.into_iter().zip(needs) {
        match needs {
            Ok((needs, columns)) => ready.push(Ready {
                at,
                assignment,
                needs: if settings.exhaustive {
                    needs.everything()
                } else {
                    needs
                },
                columns,
            }),
            Err(diagnostics) => {
                let reason = Reason::Query(diagnostics, assignment.rule.query.clone());
                accounts[at].outcome = Outcome::NotRun(reason);
            }
        }
    }
    let mut alerts = Vec::new();
    match gather(&engine, &base, &ready) {
        Err((table, diagnostics)) => {
            let reads = |r: &Ready<'_>| r.needs.tables().any(|t| t == table);
            let why = diagnostics.first().map(|d| d.message.clone());
            let why = why.unwrap_or_default();
            let said = format!("the table `{table}` cannot be read: {why}");
            for rule in &ready {
                let reason = if reads(rule) {
                    said.clone()
                } else {
                    format!("the hunt ended early: {said}")
                };
                accounts[rule.at].outcome = Outcome::NotRun(Reason::Said(reason));
            }
        }
        Ok(frames) => {
            let ranges = ranges(logs, &frames);
            let shares = shares(&engine, &ready, &frames);
            let numbered: Vec<(usize, &Ready<'_>)> = ready.iter().enumerate().collect();
            let outcomes = in_parallel(&numbered, settings.threads, |(at, rule)| {
                let shares = shares.as_ref().map_err(Clone::clone);
                let failed = |d| Reason::Query(d, rule.assignment.rule.query.clone());
                let own = shares.map_err(failed)?.iter();
                let own = own.map(|(name, shares)| (name.as_str(), &shares[*at]));
                let (own, reads) = (own.collect(), (&frames, &ranges));
                run(rule, &own, &engine, reads, settings)
            });
            for (rule, outcome) in ready.iter().zip(outcomes) {
                let account = &mut accounts[rule.at];
                match outcome {
                    Ok(outcome) => {
                        account.outcome = Outcome::Ran {
                            runs: outcome.runs,
                            silent: outcome.silent,
                            alerts: outcome.alerts.len(),
                        };
                        account.notes = outcome.notes;
                        alerts.extend(outcome.alerts);
                    }
                    Err(reason) => account.outcome = Outcome::NotRun(reason),
                }
            }
        }
    }
    // Equal times keep the order of the rules.
    alerts.sort_by_key(|alert| (alert.first, alert.last));
    let refused = refused.into_iter().map(|refusal| RuleAccount {
        id: refusal.id.clone().unwrap_or_default(),
        name: refusal.id.unwrap_or_default(),
        path: refusal.path,
        rule: None,
        outcome: Outcome::NotRun(refusal.reason),
        notes: Vec::new(),
    });
    Report {
        alerts,
        rules: accounts.into_iter().chain(refused).collect(),
        ledger: logs.ledger(),
        attack: settings.attack,
    }
}

/// The account of a rule that has not run yet.
fn account(assignment: &Assignment) -> RuleAccount {
    let rule = &assignment.rule;
    RuleAccount {
        path: rule.path.clone(),
        id: rule.id.clone(),
        name: rule.name.clone(),
        rule: Some(Arc::clone(rule)),
        outcome: Outcome::NotRun(Reason::Said("the rule was passed over".to_owned())),
        notes: Vec::new(),
    }
}

/// Reads of each table what any rule needs.
fn gather(
    engine: &Engine,
    base: &Arc<dyn Catalog>,
    ready: &[Ready<'_>],
) -> Result<BTreeMap<String, Arc<Frame>>, (String, Vec<Diagnostic>)> {
    let mut all = Needs::none();
    for rule in ready {
        all.merge(&rule.needs);
    }
    let extra = columns();
    let mut frames = BTreeMap::new();
    for name in all.tables() {
        let Some(table) = base.table(name) else {
            continue;
        };
        let frame = engine
            .gather(&table, &all, &extra, &members(name))
            .map_err(|diagnostics| (name.to_owned(), diagnostics))?;
        frames.insert(name.to_owned(), Arc::new(frame));
    }
    Ok(frames)
}

/// What each rule needs of each frame, in the order of the rules.
fn shares(
    engine: &Engine,
    ready: &[Ready<'_>],
    frames: &BTreeMap<String, Arc<Frame>>,
) -> Result<BTreeMap<String, Vec<Share>>, Vec<Diagnostic>> {
    let needs: Vec<&Needs> = ready.iter().map(|rule| &rule.needs).collect();
    frames
        .iter()
        .map(|(name, frame)| Ok((name.clone(), engine.share(frame, &needs)?)))
        .collect()
}

/// The first and the last time of each table's records, those that no rule needs too.
fn ranges(
    logs: &LogCatalog,
    frames: &BTreeMap<String, Arc<Frame>>,
) -> BTreeMap<String, (i64, i64)> {
    let mut ranges: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    let mut add = |name: &str, from: i64, to: i64| {
        let range = ranges.entry(name.to_owned()).or_insert((from, to));
        *range = (range.0.min(from), range.1.max(to));
    };
    for file in &logs.ledger().files {
        if let (Some(table), Some(from), Some(to)) =
            (&file.table, file.counts.first, file.counts.last)
        {
            add(table, from, to);
        }
    }
    for (name, frame) in frames {
        let known = frame.times().partition_point(|t| *t == i64::MIN);
        let times = &frame.times()[known..];
        if let (Some(from), Some(to)) = (times.first(), times.last()) {
            add(name, *from, *to);
        }
    }
    // A search reads the records of a log under another name; the clock is that of the log.
    for name in frames.keys() {
        if let Some((from, to)) = ranges.get(log_of_records(name)).copied() {
            let range = ranges.entry(name.clone()).or_insert((from, to));
            *range = (range.0.min(from), range.1.max(to));
        }
    }
    ranges
}

/// The table of the log whose records a table holds; any other is its own.
fn log_of_records(table: &str) -> &str {
    let known = SOURCES.iter().find(|source| source.name == table);
    match known {
        Some(source) => source.table,
        None => table.strip_prefix(RECORDS_OF).unwrap_or(table),
    }
}

/// The frames of the logs, and the first and the last time of each table.
type Read<'a> = (
    &'a BTreeMap<String, Arc<Frame>>,
    &'a BTreeMap<String, (i64, i64)>,
);

fn run(
    ready: &Ready<'_>,
    shares: &BTreeMap<&str, &Share>,
    hunting: &Engine,
    (frames, ranges): Read<'_>,
    settings: &Settings,
) -> Result<replay::Outcome, Reason> {
    let rule = &ready.assignment.rule;
    let failed = |diagnostics| Reason::Query(diagnostics, rule.query.clone());
    let tables = || ready.needs.tables().filter_map(|t| ranges.get(t));
    let first = tables().map(|r| r.0).min();
    let last = tables().map(|r| r.1).max();
    // Without a record there is nothing to replay; the rule still runs once, so that it is known to.
    let first = first.or(settings.until).unwrap_or(datetime::UNIX_EPOCH);
    let last = last.unwrap_or(first);
    let last = settings.until.map_or(last, |until| last.min(until));
    let runs = match (settings.when, rule.schedule) {
        (When::At(clock), Some(schedule)) => Runs::Once {
            after: clock.saturating_sub(schedule.period),
            clock,
        },
        (When::At(clock), None) => Runs::Once {
            after: i64::MIN,
            clock,
        },
        (When::Once(clock), _) => Runs::Once {
            after: i64::MIN,
            clock: clock.unwrap_or_else(|| whole_second(last)),
        },
        (When::Replay, None) => Runs::Once {
            after: i64::MIN,
            clock: whole_second(last),
        },
        (When::Replay, Some(schedule)) => Runs::Replay {
            schedule,
            from: settings.since.map_or(first, |since| since.max(first)),
            to: last,
        },
    };
    // A session of its own, so that rules do not wait for one another.
    let engine = Engine::new(Arc::clone(hunting.catalog()), hunting.options().clone());
    let mut sources = BTreeMap::new();
    for name in ready.needs.tables() {
        let (Some(frame), Some(share)) = (frames.get(name), shares.get(name)) else {
            continue;
        };
        let source = Source {
            logs: Arc::clone(frame),
            rule: share.of(frame).map_err(failed)?,
        };
        sources.insert(name.to_owned(), source);
    }
    let job = Job {
        rule,
        engine: &engine,
        base: Arc::clone(hunting.catalog()),
        watchlists: Arc::clone(&ready.assignment.watchlists),
        sources,
        needs: &ready.needs,
        version: settings.attack,
        ingestion_delay: settings.ingestion_delay,
        horizon: settings.until.unwrap_or(i64::MAX),
        evidence: true,
    };
    let mut outcome = job.run(runs).map_err(failed)?;
    outcome.notes.extend(engine.notes());
    if let Some(since) = settings.since {
        outcome.alerts.retain(|alert| alert.last >= since);
    }
    outcome
        .alerts
        .sort_by_key(|alert| (alert.first, alert.last));
    incident::group(&mut outcome.alerts, rule.incident.as_ref());
    let exceptions = &ready.assignment.exceptions;
    let (alerts, columns) = (&mut outcome.alerts, &ready.columns);
    let expired = exceptions::cover(alerts, exceptions, &engine, columns, last);
    outcome.notes.extend(expired.map_err(Reason::Said)?);
    Ok(outcome)
}

/// The time of the last record, so that `ago(0s)` is not before it.
pub(crate) fn whole_second(time: i64) -> i64 {
    time.div_euclid(SECOND)
        .saturating_add(i64::from(time.rem_euclid(SECOND) > 0))
        .saturating_mul(SECOND)
}

/// The results of `f` in the order of the items, whichever is done first.
pub(crate) fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match items.get(at) {
                Some(item) => done.push((at, f(item))),
                None => return done,
            }
        }
    };
    let threads = threads.clamp(1, items.len().max(1));
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let worker = std::thread::Builder::new().stack_size(64 << 20);
                worker.spawn_scoped(scope, work)
            })
            .collect();
        workers
            .into_iter()
            .flat_map(
                |worker| match worker.map(std::thread::ScopedJoinHandle::join) {
                    Ok(Ok(done)) => done,
                    Ok(Err(panic)) => std::panic::resume_unwind(panic),
                    // No thread could be had: the work is done here.
                    Err(_) => work(),
                },
            )
            .collect()
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Whether a value is worth showing.
pub(crate) fn is_empty(value: &Value) -> bool {
    value.is_null() || matches!(value, Value::String(s) if s.is_empty())
}

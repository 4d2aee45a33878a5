//! One test held ready: its rows in memory, so that changed copies of its rule run on them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use vigie_engine::catalog::Catalog;
use vigie_engine::frame::{Frame, View};
use vigie_engine::members::Members;
use vigie_engine::needs::Needs;
use vigie_engine::types::datetime;
use vigie_engine::{Engine, Options};
use vigie_syntax::Diagnostic;

use super::run;
use super::suite::{Suite, Test};
use super::telemetry::{self, Telemetry};
use crate::alert::Alert;
use crate::exceptions;
use crate::hunt::whole_second;
use crate::overlay::Exception;
use crate::record::Source;
use crate::replay::{Job, Query, Runs};
use crate::rule::Rule;
use crate::schedule::first_run;
use crate::windows::Windows;

/// A test that is ready to run.
#[derive(Debug)]
pub struct Bench {
    /// The place of the test in its suite.
    pub(crate) test: usize,
    /// The rule, as the overlay of the test changes it.
    pub(crate) rule: Arc<Rule>,
    pub(crate) exceptions: Vec<Exception>,
    base: Arc<dyn Catalog>,
    engine: Engine,
    sources: BTreeMap<String, Source>,
    /// The watchlists that the rule reads.
    lists: BTreeMap<String, Arc<Frame>>,
    needs: Needs,
    runs: Runs,
    attack: crate::attack::Version,
    /// Whether the records behind alerts are asked for.
    evidence: bool,
    /// Places of operators that its rows come to.
    pub(crate) live: BTreeSet<(u32, u32)>,
    /// Places of all operators.
    pub(crate) places: BTreeSet<(u32, u32)>,
    _telemetry: Telemetry,
}

impl Bench {
    /// Reads what the rule of a test needs, all columns of it: a changed rule may need others.
    ///
    /// # Errors
    /// A sentence about what cannot be read.
    pub(crate) fn new(suite: &Suite, at: usize, temp: &Path) -> Result<Self, String> {
        let test: &Test = &suite.tests[at];
        let telemetry = telemetry::open(&test.case, &suite.root, temp)?;
        let (rule, exceptions) = run::rule(suite, test)?;
        let base = Arc::clone(&telemetry.logs) as Arc<dyn Catalog>;
        let engine = Engine::new(Arc::clone(&base), plain(rule.addresses()));
        let needs = engine.tables(rule.parsed()).map_err(said)?;
        let mut sources = BTreeMap::new();
        let mut lists = BTreeMap::new();
        for name in needs.tables() {
            let described = Members::default();
            let Some(table) = base.table(name) else {
                if let Some(list) = base.watchlist(name) {
                    let frame = engine
                        .gather(&list, &needs, &[], &described)
                        .map_err(said)?;
                    lists.insert(name.to_owned(), Arc::new(frame));
                }
                continue;
            };
            let frame = engine
                .gather(&table, &needs, &[], &described)
                .map_err(said)?;
            let frame = Arc::new(frame);
            let source = Source {
                logs: Arc::clone(&frame),
                rule: frame,
            };
            sources.insert(name.to_owned(), source);
        }
        telemetry.sound()?;
        let times = || sources.values().flat_map(|s| s.logs.times()).copied();
        let known = || times().filter(|t| *t > i64::MIN);
        let last = known().max().unwrap_or(datetime::UNIX_EPOCH);
        let first = known().min().unwrap_or(last);
        let settings = &test.case.settings;
        let runs = match rule.schedule {
            Some(schedule) if settings.replay => Runs::Replay {
                schedule,
                from: first,
                to: last,
            },
            _ => Runs::Once {
                after: i64::MIN,
                clock: settings.now.unwrap_or_else(|| whole_second(last)),
            },
        };
        let mut keys = test.case.expected.iter().flat_map(|l| l.keys.keys());
        let evidence = settings.replay || keys.any(|k| k == "records");
        Ok(Self {
            test: at,
            rule,
            exceptions,
            base,
            engine,
            sources,
            lists,
            needs,
            runs,
            attack: settings.attack,
            evidence,
            live: BTreeSet::new(),
            places: BTreeSet::new(),
            _telemetry: telemetry,
        })
    }

    /// The alerts of a rule on this telemetry, with the exceptions of the test in force.
    ///
    /// # Errors
    /// What went wrong, as a sentence.
    pub(crate) fn alerts(&self, rule: &Arc<Rule>) -> Result<Vec<Alert>, String> {
        let real;
        let needs = match self.runs {
            Runs::Once { .. } => &self.needs,
            // How the result depends on the clock decides at which times a rule must run.
            Runs::Replay { .. } => {
                real = self.engine.needs(rule.parsed()).map_err(said)?.0;
                &real
            }
        };
        let job = self.job(rule, needs);
        self.covered(job.run(self.runs).map_err(said)?.alerts)
    }

    /// The same with the rule's query planned, and what that says of its clock.
    ///
    /// # Errors
    /// As [`Self::alerts`].
    pub(crate) fn alerts_as(
        &self,
        rule: &Arc<Rule>,
        needs: &Needs,
        query: &mut Query,
    ) -> Result<Vec<Alert>, String> {
        let outcome = self.job(rule, needs).run_as(query, self.runs);
        self.covered(outcome.map_err(said)?.alerts)
    }

    fn job<'a>(&'a self, rule: &'a Arc<Rule>, needs: &'a Needs) -> Job<'a> {
        Job {
            rule,
            engine: &self.engine,
            base: Arc::clone(&self.base),
            watchlists: Arc::clone(&self.base),
            sources: self.sources.clone(),
            needs,
            version: self.attack,
            ingestion_delay: 0,
            horizon: i64::MAX,
            evidence: self.evidence,
        }
    }

    fn covered(&self, mut alerts: Vec<Alert>) -> Result<Vec<Alert>, String> {
        self.cover(&mut alerts, &self.exceptions)?;
        Ok(alerts)
    }

    /// All tables of the logs and all watchlists.
    pub(crate) fn base(&self) -> &Arc<dyn Catalog> {
        &self.base
    }

    /// The tables that the rule reads.
    pub(crate) fn tables(&self) -> BTreeMap<&String, &Arc<Frame>> {
        let sources = self.sources.iter();
        sources.map(|(name, source)| (name, &source.rule)).collect()
    }

    /// The watchlists that the rule reads.
    pub(crate) fn lists(&self) -> BTreeMap<&String, &Arc<Frame>> {
        self.lists.iter().collect()
    }

    /// Marks the alerts that exceptions cover.
    ///
    /// # Errors
    /// A sentence about a condition that cannot be tested.
    pub(crate) fn cover(&self, alerts: &mut [Alert], by: &[Exception]) -> Result<(), String> {
        let Some(columns) = alerts.first().map(|a| Arc::clone(&a.columns)) else {
            return Ok(());
        };
        let clock = self.clock().1;
        exceptions::cover(alerts, by, &self.engine, &columns, clock).map(|_| ())
    }

    /// An engine over the rows that the rule sees at its last run, with that run's clock.
    pub(crate) fn engine(&self) -> Engine {
        let (after, clock) = self.clock();
        let view = Arc::new(View::fixed(after, clock));
        let sources = self.sources.iter();
        let seen = sources.map(|(name, s)| (name.clone(), s.rule.seen(&view)));
        let catalog = Windows::new(&self.base, &self.base, seen.collect());
        self.engine.with(Arc::new(catalog), clock)
    }

    /// Where the last run begins to look, and its clock.
    fn clock(&self) -> (i64, i64) {
        match self.runs {
            Runs::Once { after, clock } => (after, clock),
            Runs::Replay { schedule, to, .. } => {
                let clock = first_run(to, schedule.frequency);
                (clock.saturating_sub(schedule.period), clock)
            }
        }
    }
}

/// Plans run as they are written: over a few rows the optimizer costs more than it saves, and its
/// rows are the same.
pub(super) fn plain(addresses: Option<String>) -> Options {
    Options {
        optimize: false,
        addresses,
        ..Options::at(datetime::UNIX_EPOCH)
    }
}

fn said(diagnostics: Vec<Diagnostic>) -> String {
    let first = diagnostics.iter().find(|d| d.is_error());
    first.map_or_else(String::new, |d| d.message.clone())
}

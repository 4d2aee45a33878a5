//! Runs tests: each on its own telemetry, at its own clock.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use vigie_languages::Language;
use vigie_syntax::Diagnostic;

use super::bench::Bench;
use super::branches::{self, Branch, Branches};
use super::expected;
use super::stage::Stage;
use super::suite::{Suite, Test};
use crate::alert::Alert;
use crate::hunt::in_parallel;
use crate::overlay::{Exception, Overlay};
use crate::rule::{Reason, Rule};

/// How tests are run.
#[derive(Debug)]
pub struct How<'a> {
    pub threads: usize,
    /// Where telemetry is written while a test runs.
    pub temp: &'a Path,
    /// Counts the tests that are done.
    pub done: &'a AtomicUsize,
    /// Whether the branches that tests take are looked for.
    pub branches: bool,
}

/// What became of a test.
#[derive(Debug, Clone)]
pub enum Verdict {
    Passed,
    /// What is otherwise than the test says.
    Failed(Vec<String>),
    /// Why it could not be run.
    Broken(String),
}

/// What became of all tests.
#[derive(Debug)]
pub struct Outcome {
    /// Of each test, in their order.
    pub verdicts: Vec<Verdict>,
    /// Of each rule: its branches, if they were looked for.
    pub branches: Vec<Option<Branches>>,
    /// Of each test: the techniques of the alerts that it requires, where it has passed.
    pub techniques: Vec<BTreeSet<String>>,
    /// Tests that passed, ready to run on changed rules.
    pub benches: Vec<Bench>,
}

/// Runs all tests of a suite. `exceptions` are those of overlays, each with the name of the file of
/// the rule that it is for: none of them may cover an alert that a test requires.
pub fn run(suite: &Suite, exceptions: &[(String, Exception)], how: &How<'_>) -> Outcome {
    let numbers: Vec<usize> = (0..suite.tests.len()).collect();
    let benches = in_parallel(&numbers, how.threads, |at| {
        Bench::new(suite, *at, how.temp).and_then(enabled)
    });
    // What one test has taken need not be looked for in the next.
    let known: Vec<Mutex<BTreeSet<Branch>>> =
        suite.rules.iter().map(|_| Mutex::default()).collect();
    let results = in_parallel(&shares(suite, &benches), how.threads, |share| {
        let ready = share.iter().filter_map(|at| benches[*at].as_ref().ok());
        let ready: Vec<&Bench> = ready.collect();
        let Some(first) = ready.first() else {
            return Vec::new();
        };
        let mut stage = Stage::new(ready.iter().copied(), &first.rule);
        let ran = ready.iter().enumerate().map(|(place, bench)| {
            let alerts = || stage.alerts(place);
            let known = &known[suite.tests[bench.test].rule];
            let result = one(suite, bench, alerts, exceptions, known, how.branches);
            how.done.fetch_add(1, Ordering::Relaxed);
            (bench.test, result)
        });
        ran.collect()
    });
    let mut results: BTreeMap<usize, Result<Ran, String>> = results.into_iter().flatten().collect();
    let mut outcome = Outcome {
        verdicts: Vec::new(),
        branches: suite.rules.iter().map(|_| None).collect(),
        techniques: Vec::new(),
        benches: Vec::new(),
    };
    for (at, bench) in benches.into_iter().enumerate() {
        let ran = bench.and_then(|bench| match results.remove(&at) {
            Some(ran) => Ok((bench, ran?)),
            None => Err("it was not run".to_owned()),
        });
        let mut proven = BTreeSet::new();
        outcome.verdicts.push(match ran {
            Ok((mut bench, ran)) => {
                if let Some(taken) = ran.taken {
                    bench.live.clone_from(&taken.live);
                    bench.places.clone_from(&taken.places);
                    let all = &mut outcome.branches[suite.tests[at].rule];
                    all.get_or_insert_default().merge(taken);
                }
                if ran.faults.is_empty() {
                    proven = ran.techniques;
                    outcome.benches.push(bench);
                    Verdict::Passed
                } else {
                    Verdict::Failed(ran.faults)
                }
            }
            Err(sentence) => Verdict::Broken(sentence),
        });
        outcome.techniques.push(proven);
    }
    outcome
}

fn enabled(bench: Bench) -> Result<Bench, String> {
    if bench.rule.disabled {
        return Err("the rule is disabled".to_owned());
    }
    Ok(bench)
}

/// Tests of one rule that are run one after another: enough of them that planning the rule once is
/// worth it, and not so many that a thread has nothing to do.
const TOGETHER: usize = 32;

/// The tests in shares, each of one rule as one overlay changes it.
fn shares(suite: &Suite, benches: &[Result<Bench, String>]) -> Vec<Vec<usize>> {
    let mut shares: Vec<Vec<usize>> = Vec::new();
    for rule in 0..suite.rules.len() {
        let from = shares.len();
        for (at, bench) in benches.iter().enumerate() {
            let Ok(bench) = bench else { continue };
            if suite.tests[at].rule != rule {
                continue;
            }
            let fits = |share: &&mut Vec<usize>| {
                let other = share.first().and_then(|at| benches[*at].as_ref().ok());
                share.len() < TOGETHER && other.is_some_and(|o| Arc::ptr_eq(&o.rule, &bench.rule))
            };
            match shares[from..].iter_mut().find(fits) {
                Some(share) => share.push(at),
                None => shares.push(vec![at]),
            }
        }
    }
    // The longest first, so that none is left to the end.
    shares.sort_by_key(|share| std::cmp::Reverse(share.len()));
    shares
}

/// What one test came to.
struct Ran {
    /// What is otherwise than it says.
    faults: Vec<String>,
    taken: Option<Branches>,
    /// The techniques of its alerts.
    techniques: BTreeSet<String>,
}

/// Runs one test.
fn one(
    suite: &Suite,
    bench: &Bench,
    alerts: impl FnOnce() -> Result<Vec<Alert>, String>,
    exceptions: &[(String, Exception)],
    known: &Mutex<BTreeSet<Branch>>,
    branches: bool,
) -> Result<Ran, String> {
    let test = &suite.tests[bench.test];
    let mut faults = signals(test, bench)?;
    let alerts = alerts()?;
    faults.extend(expected::compare(&test.case.expected, &alerts));
    let standing = alerts.iter().filter(|a| a.suppressed.is_none());
    let techniques: BTreeSet<String> = standing.flat_map(|a| a.techniques.clone()).collect();
    let stem = bench.rule.stem();
    let own = exceptions.iter().filter(|(rule, _)| *rule == stem);
    let own: Vec<Exception> = own.map(|(_, e)| e.clone()).collect();
    // A test with an overlay of its own says what its exceptions cover.
    if faults.is_empty() && test.case.settings.overlay.is_none() && !own.is_empty() {
        let mut alerts = alerts;
        bench.cover(&mut alerts, &own)?;
        let mut names: Vec<String> = alerts
            .into_iter()
            .filter_map(|alert| Some(alert.suppressed?.exception))
            .collect();
        names.dedup();
        let said = |name| format!("the exception `{name}` covers an attack of this test");
        faults.extend(names.into_iter().map(said));
    }
    // The places in a query that an overlay changes are others than those in the rule.
    let measured = branches && Arc::ptr_eq(&bench.rule, &suite.rules[test.rule]);
    let taken = measured.then(|| taken(bench, known)).transpose()?;
    Ok(Ran {
        faults,
        taken,
        techniques,
    })
}

/// The branches that a test takes.
fn taken(bench: &Bench, known: &Mutex<BTreeSet<Branch>>) -> Result<Branches, String> {
    let failed = |diagnostics: Vec<Diagnostic>| {
        let first = diagnostics.into_iter().next();
        first.map_or_else(String::new, |d| d.message)
    };
    let engine = bench.engine();
    let (bound, diagnostics) = engine.bind(bench.rule.parsed());
    let bound = bound.ok_or_else(|| failed(diagnostics))?;
    let steps = engine.steps(&bound, None).map_err(failed)?;
    let before = known.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let mut taken = branches::of(&steps, bench.rule.language, &before).map_err(failed)?;
    if bench.rule.language == Language::Spl {
        taken.keep_written(&bench.rule.query);
    }
    let mut all = known.lock().unwrap_or_else(PoisonError::into_inner);
    let new = taken.taken.iter().filter(|(_, t)| **t);
    all.extend(new.map(|(b, _)| b.clone()));
    Ok(taken)
}

/// The rule of a test as its overlay changes it, and the exceptions in force.
pub(crate) fn rule(suite: &Suite, test: &Test) -> Result<(Arc<Rule>, Vec<Exception>), String> {
    let rule = &suite.rules[test.rule];
    let overlay = overlay(suite, test);
    let Some(overlay) = overlay else {
        return Ok((Arc::clone(rule), Vec::new()));
    };
    let mut changed = (**rule).clone();
    overlay
        .apply(&mut changed)
        .map_err(|e| format!("its overlay cannot be used: {e}"))?;
    Ok((Arc::new(changed), overlay.exceptions.clone()))
}

/// The changes that a test puts in force for its rule.
pub(crate) fn overlay<'a>(suite: &'a Suite, test: &Test) -> Option<&'a Overlay> {
    let folder = test.case.settings.overlay.as_ref()?;
    suite
        .overlays
        .get(folder)?
        .get(&suite.rules[test.rule].stem())
}

/// A reason in one sentence.
pub fn said(reason: &Reason) -> String {
    match reason {
        Reason::Said(sentence) => sentence.clone(),
        Reason::Query(diagnostics, _) => {
            let first = diagnostics.iter().find(|d| d.is_error());
            let message = first.map_or("", |d| d.message.as_str());
            format!("the rule cannot run: {message}")
        }
    }
}

/// Signals that the telemetry does not contain.
fn signals(test: &Test, bench: &Bench) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    for signal in &test.case.signals {
        let answer = bench.engine().query(&signal.text).map_err(|diagnostics| {
            let message = diagnostics.first().map_or("", |d| d.message.as_str());
            format!("the signal of line {} cannot run: {message}", signal.line)
        })?;
        if answer.is_empty() {
            let line = signal.line;
            faults.push(format!(
                "line {line}: the telemetry does not contain this signal"
            ));
        }
    }
    Ok(faults)
}

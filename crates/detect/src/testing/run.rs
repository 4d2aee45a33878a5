//! Runs tests: each on its own telemetry, at its own clock.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use vigie_languages::Language;
use vigie_syntax::Diagnostic;

use super::bench::Bench;
use super::branches::{self, Branch, Branches};
use super::expected;
use super::suite::{Suite, Test};
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
    // What one test has taken need not be looked for in the next.
    let known: Vec<Mutex<BTreeSet<Branch>>> =
        suite.rules.iter().map(|_| Mutex::default()).collect();
    let numbers: Vec<usize> = (0..suite.tests.len()).collect();
    let results = in_parallel(&numbers, how.threads, |at| {
        let known = &known[suite.tests[*at].rule];
        let result = one(suite, *at, exceptions, known, how);
        how.done.fetch_add(1, Ordering::Relaxed);
        result
    });
    let mut branches: Vec<Option<Branches>> = suite.rules.iter().map(|_| None).collect();
    let mut verdicts = Vec::new();
    let mut benches = Vec::new();
    let mut techniques = Vec::new();
    for (at, result) in results.into_iter().enumerate() {
        let mut proven = BTreeSet::new();
        verdicts.push(match result {
            Ok((faults, taken, bench, told)) => {
                if let Some(taken) = taken {
                    let all = &mut branches[suite.tests[at].rule];
                    all.get_or_insert_default().merge(taken);
                }
                if faults.is_empty() {
                    proven = told;
                    benches.push(bench);
                    Verdict::Passed
                } else {
                    Verdict::Failed(faults)
                }
            }
            Err(sentence) => Verdict::Broken(sentence),
        });
        techniques.push(proven);
    }
    Outcome {
        verdicts,
        branches,
        techniques,
        benches,
    }
}

/// What one test came to: what is otherwise than it says, the branches it takes, the test ready to run
/// again, the techniques of its alerts.
type Ran = (Vec<String>, Option<Branches>, Bench, BTreeSet<String>);

/// Runs one test.
fn one(
    suite: &Suite,
    at: usize,
    exceptions: &[(String, Exception)],
    known: &Mutex<BTreeSet<Branch>>,
    how: &How<'_>,
) -> Result<Ran, String> {
    let test = &suite.tests[at];
    let mut bench = Bench::new(suite, at, how.temp)?;
    if bench.rule.disabled {
        return Err("the rule is disabled".to_owned());
    }
    let mut faults = signals(test, &bench)?;
    let alerts = bench.alerts(&bench.rule)?;
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
    if !how.branches || !Arc::ptr_eq(&bench.rule, &suite.rules[test.rule]) {
        return Ok((faults, None, bench, techniques));
    }
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
    drop(all);
    bench.live.clone_from(&taken.live);
    bench.places.clone_from(&taken.places);
    Ok((faults, Some(taken), bench, techniques))
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

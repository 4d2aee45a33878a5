//! Runs tests against changed copies of their rule: a copy that no test notices shows what the tests
//! do not say.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use vigie_syntax::Span;

use super::bench::Bench;
use super::expected;
use super::mutants::{self, Mutant};
use super::stage::Stage;
use super::suite::Suite;
use crate::hunt::in_parallel;
use crate::rule::Rule;

/// How rules are changed.
#[derive(Debug)]
pub struct Plan<'a> {
    pub threads: usize,
    /// Chooses the copies, where not all are tried.
    pub seed: u64,
    /// How many copies of each rule are tried at most.
    pub limit: Option<usize>,
    /// Counts the copies that are done.
    pub done: &'a AtomicUsize,
}

/// A changed copy of a rule, and what became of it.
#[derive(Debug)]
pub struct Tried {
    /// The place of the rule among those of the suite.
    pub rule: usize,
    pub span: Span,
    /// What is changed, as a sentence.
    pub change: String,
    pub fate: Fate,
}

/// What became of a changed copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The test that noticed it.
    Noticed(usize),
    /// No test did.
    Missed,
    /// It is no query, so nobody could deploy it.
    NoQuery,
    /// It stands where the tests say that no row can come: it says the same.
    Dead,
}

/// The changed copies of all rules with tests: the place of the rule, and the copy.
pub fn plan(suite: &Suite, benches: &[Bench], plan: &Plan<'_>) -> Vec<(usize, Mutant)> {
    let mut all = Vec::new();
    for (at, rule) in suite.rules.iter().enumerate() {
        if !benches.iter().any(|b| suite.tests[b.test].rule == at) {
            continue;
        }
        let mut own = mutants::of(rule);
        if let Some(limit) = plan.limit {
            own = some(own, limit, plan.seed);
        }
        all.extend(own.into_iter().map(|m| (at, m)));
    }
    all
}

/// So many of them, chosen by a number, in their order.
fn some(mutants: Vec<Mutant>, limit: usize, seed: u64) -> Vec<Mutant> {
    let mut state = seed;
    let mut keyed: Vec<(u64, usize, Mutant)> = mutants
        .into_iter()
        .enumerate()
        .map(|(at, mutant)| {
            // SplitMix64: each number has one successor, and their order looks like none.
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut key = state;
            key = (key ^ (key >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            key = (key ^ (key >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (key ^ (key >> 31), at, mutant)
        })
        .collect();
    keyed.sort_by_key(|(key, at, _)| (*key, *at));
    keyed.truncate(limit);
    keyed.sort_by_key(|(_, at, _)| *at);
    keyed.into_iter().map(|(_, _, mutant)| mutant).collect()
}

/// Runs the tests of each changed copy until one notices it.
pub fn run(
    suite: &Suite,
    benches: &[Bench],
    mutants: Vec<(usize, Mutant)>,
    how: &Plan<'_>,
) -> Vec<Tried> {
    // What has noticed others is asked first.
    let noticed: Vec<AtomicUsize> = benches.iter().map(|_| AtomicUsize::new(0)).collect();
    let dead: Vec<Vec<Span>> = dead(suite);
    let fates = in_parallel(&mutants, how.threads, |(rule, mutant)| {
        let within = |d: &Span| d.start <= mutant.span.start && mutant.span.end <= d.end;
        let fate = if dead[*rule].iter().any(within) {
            Fate::Dead
        } else {
            fate(suite, benches, *rule, mutant, &noticed)
        };
        how.done.fetch_add(1, Ordering::Relaxed);
        fate
    });
    mutants
        .into_iter()
        .zip(fates)
        .map(|((rule, mutant), fate)| Tried {
            rule,
            span: mutant.span,
            change: mutant.change,
            fate,
        })
        .collect()
}

fn fate(
    suite: &Suite,
    benches: &[Bench],
    rule: usize,
    mutant: &Mutant,
    noticed: &[AtomicUsize],
) -> Fate {
    let places: BTreeSet<(u32, u32)> = (0..benches.len())
        .filter(|at| suite.tests[benches[*at].test].rule == rule)
        .flat_map(|at| benches[at].places.iter().copied())
        .collect();
    let around = around(&places, mutant.span);
    let mut order: Vec<usize> = (0..benches.len())
        // The overlay of a test changes the query's text, which the copy is not made of.
        .filter(|at| Arc::ptr_eq(&benches[*at].rule, &suite.rules[rule]))
        .collect();
    // Tests whose rows come to the changed operator go first. The others are asked too: an operator
    // of a search stands for several of the query that it becomes.
    order.sort_by_key(|at| {
        let is_near = around.is_none_or(|place| benches[*at].live.contains(&place));
        let others = noticed[*at].load(Ordering::Relaxed);
        (!is_near, std::cmp::Reverse(others))
    });
    let changed = changed(&suite.rules[rule], mutant);
    let mut stage = Stage::new(order.iter().map(|at| &benches[*at]), &changed);
    for (place, at) in order.into_iter().enumerate() {
        let test = benches[at].test;
        let differs = match stage.alerts(place) {
            Ok(alerts) => !expected::compare(&suite.tests[test].case.expected, &alerts).is_empty(),
            Err(_) if place == 0 => return Fate::NoQuery,
            Err(_) => true,
        };
        if differs {
            noticed[at].fetch_add(1, Ordering::Relaxed);
            return Fate::Noticed(test);
        }
    }
    Fate::Missed
}

fn changed(rule: &Arc<Rule>, mutant: &Mutant) -> Arc<Rule> {
    let mut changed = (**rule).clone();
    changed.lowered = Some(mutant.query.clone());
    Arc::new(changed)
}

/// The smallest operator that a place is in; `None` for what stands outside of all.
fn around(places: &BTreeSet<(u32, u32)>, span: Span) -> Option<(u32, u32)> {
    let around = places
        .iter()
        .filter(|(start, end)| *start <= span.start && span.end <= *end);
    around.min_by_key(|(start, end)| end - start).copied()
}

/// Places of which the tests say that no row comes there, by rule: a condition that is asked of no
/// row, and a last value that none takes.
fn dead(suite: &Suite) -> Vec<Vec<Span>> {
    let of_rule = |at: usize| {
        let tests = suite.tests.iter().filter(move |t| t.rule == at);
        let texts = tests.flat_map(|t| &t.case.settings.dead);
        let texts: BTreeSet<&str> = texts.map(String::as_str).collect();
        let query = &suite.rules[at].query;
        let place = |text: &&str| {
            let asked = match text.strip_prefix("otherwise: ") {
                Some(value) => value,
                None if texts.contains(format!("not: {text}").as_str()) => text,
                None => return None,
            };
            let start = query.find(asked)?;
            Some(Span::new(start, start + asked.len()))
        };
        texts.iter().filter_map(place).collect()
    };
    (0..suite.rules.len()).map(of_rule).collect()
}

//! Tests of rules: telemetry, and the alerts that must come of it.
//!
//! [`suite::open`] reads the tests of a pack, [`run::run`] runs them, [`output`] says how it went.

pub mod bench;
pub mod branches;
pub mod document;
mod expected;
pub mod mutants;
pub mod mutate;
pub mod output;
pub mod run;
pub mod settings;
mod stage;
pub mod suite;
mod telemetry;

pub use run::{Outcome, Verdict};

/// The tests of a pack, and what became of them.
#[derive(Debug)]
pub struct Tested {
    pub suite: suite::Suite,
    pub outcome: Outcome,
    /// Changed copies of the rules, if they were tried.
    pub mutants: Option<Vec<mutate::Tried>>,
}

/// Branches and mutants of one rule, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    pub of: usize,
    pub done: usize,
}

impl Tested {
    /// Tests that have passed.
    pub fn passed(&self) -> usize {
        let passed = |v: &&Verdict| matches!(v, Verdict::Passed);
        self.outcome.verdicts.iter().filter(passed).count()
    }

    /// Branches of a rule that no test takes and of which no test says that they are dead.
    pub fn missed(&self, rule: usize) -> Vec<&branches::Branch> {
        let Some(Some(all)) = self.outcome.branches.get(rule) else {
            return Vec::new();
        };
        let query = &self.suite.rules[rule].query;
        let dead = self.dead(rule);
        all.missed()
            .filter(|b| !dead.contains(&b.text(query).as_str()))
            .collect()
    }

    /// The branches of a rule that tests take, of those that are not dead.
    pub fn branches(&self, rule: usize) -> Option<Share> {
        let all = self.outcome.branches.get(rule)?.as_ref()?;
        let taken = all.taken.values().filter(|t| **t).count();
        Some(Share {
            of: taken + self.missed(rule).len(),
            done: taken,
        })
    }

    /// What the tests of a rule say that is dead, and a row takes.
    pub fn alive(&self, rule: usize) -> Vec<&str> {
        let Some(Some(all)) = self.outcome.branches.get(rule) else {
            return Vec::new();
        };
        let query = &self.suite.rules[rule].query;
        let missed: Vec<String> = all.missed().map(|b| b.text(query)).collect();
        let mut dead = self.dead(rule);
        dead.retain(|text| !missed.iter().any(|m| m == text));
        dead
    }

    fn dead(&self, rule: usize) -> Vec<&str> {
        let tests = self.suite.tests.iter().filter(|t| t.rule == rule);
        let texts = tests.flat_map(|t| &t.case.settings.dead);
        let all: std::collections::BTreeSet<&str> = texts.map(String::as_str).collect();
        all.into_iter().collect()
    }

    /// The changed copies of a rule that tests notice, of those that say something else.
    pub fn noticed(&self, rule: usize) -> Option<Share> {
        let own = self.mutants.as_ref()?.iter().filter(|m| m.rule == rule);
        let mut share = Share::default();
        for mutant in own {
            let noticed = matches!(mutant.fate, mutate::Fate::Noticed(_));
            share.done += usize::from(noticed);
            share.of += usize::from(noticed || mutant.fate == mutate::Fate::Missed);
        }
        Some(share)
    }

    /// The line and the column in the rule's file of an offset in its query.
    pub fn place(&self, rule: usize, offset: u32) -> (usize, usize) {
        let rule = &self.suite.rules[rule];
        let (line, column) = vigie_syntax::span::line_column(&rule.query, offset);
        (rule.query_line + line - 1, column)
    }
}

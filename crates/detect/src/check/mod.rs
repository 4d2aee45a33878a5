//! `vigie check`: whether a rule can run, and whether it can fire, told from its text and from what
//! is known of the tables.
//!
//! [`input`] reads rules, [`Checker::check`] says of one rule what is wrong with it, [`all`] does so
//! of many, and [`output`] writes what was found.

mod allow;
pub(crate) mod analysis;
pub mod baseline;
pub mod checks;
pub mod flow;
pub mod input;
pub mod observed;
pub mod output;
mod place;
pub mod values;
pub mod verdict;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use vigie_engine::bound::RelRef;
use vigie_engine::catalog::Catalog;
use vigie_engine::{Engine, Options};
use vigie_syntax::{Diagnostic, Span};

use self::input::Subject;
use self::observed::Observed;
use self::verdict::Verdict;
use crate::pool::{Ended, run_all};
use crate::rule::Reason;

/// How rules are checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The tables that rules may read.
    pub catalog: Arc<dyn Catalog>,
    pub options: Options,
    /// Rules are run too, on the rows of the catalog's tables.
    pub run: bool,
    /// What the columns of logs hold, where logs are at hand.
    pub observed: Option<Arc<Observed>>,
}

/// Checks rules, several at a time. The verdicts are in the order of the rules. A rule that takes
/// longer than the limit counts as hanging; one that hangs or panics does not stop the others.
pub fn all(subjects: Vec<Subject>, settings: Settings, limit: Duration) -> Vec<Verdict> {
    let checker = Arc::new(Checker::new(settings));
    let jobs = subjects.iter().cloned();
    let jobs = jobs
        .map(|subject| (Arc::clone(&checker), subject))
        .collect();
    let ended = run_all(
        jobs,
        limit,
        |(checker, subject): &(Arc<Checker>, Subject)| checker.check(subject),
    );
    let verdict = |(subject, ended): (&Subject, Ended<Verdict>)| match ended {
        Ended::Done(verdict) => verdict,
        Ended::Panicked(message) => {
            let note = "this is a mistake in vigie, not in the query: please report it";
            let internal = Diagnostic::error("internal", Span::default(), message);
            gave_up(subject, internal.note(note))
        }
        Ended::TimedOut => {
            let message = format!("the rule was not done after {} seconds", limit.as_secs());
            gave_up(
                subject,
                Diagnostic::error("timeout", Span::default(), message),
            )
        }
    };
    subjects.iter().zip(ended).map(verdict).collect()
}

/// Checks rules, one at a time, from any thread.
#[derive(Debug)]
pub struct Checker {
    engine: Engine,
    settings: Settings,
}

impl Checker {
    pub fn new(settings: Settings) -> Self {
        let catalog = Arc::clone(&settings.catalog);
        Self {
            engine: Engine::new(catalog, settings.options.clone()),
            settings,
        }
    }

    /// What is wrong with a rule.
    pub fn check(&self, subject: &Subject) -> Verdict {
        let rule = match &subject.rule {
            Ok(rule) => rule,
            Err(refusal) => return refused(subject, &refusal.reason),
        };
        let parsed = rule.parsed();
        let (bound, mut diagnostics) = self.engine.check(parsed.clone());
        if let Some(bound) = &bound {
            let tried = if self.settings.run {
                self.engine.run(bound).map(drop)
            } else if reads_everything(&bound.rel, &mut BTreeSet::new()) {
                // A plan for thousands of tables tells no more than one for a few, and takes gigabytes.
                Ok(())
            } else {
                self.engine.plan(bound)
            };
            if let Err(problems) = tried {
                diagnostics.extend(problems);
            }
            let now = self.engine.options().now;
            let observed = self.settings.observed.as_ref();
            let found = analysis::findings(rule, &parsed.tree, &bound.rel, now, observed);
            diagnostics.extend(allow::without_allowed(&rule.query, found));
        }
        let ok = bound.is_some() && !diagnostics.iter().any(Diagnostic::is_error);
        verdict(subject, ok, diagnostics, &rule.query, rule.query_line)
    }
}

/// Tables of a union that a plan is still made for.
const MAX_TABLES: usize = 200;

/// Whether a query joins more tables together than a plan is made for; `seen` are the places of the
/// tables that were looked at.
fn reads_everything(rel: &RelRef, seen: &mut BTreeSet<usize>) -> bool {
    if !seen.insert(Arc::as_ptr(rel) as usize) {
        return false;
    }
    let inputs = rel.inputs();
    inputs.len() > MAX_TABLES
        || inputs
            .into_iter()
            .any(|input| reads_everything(input, seen))
}

/// The verdict on a rule that could not be checked to the end.
fn gave_up(subject: &Subject, why: Diagnostic) -> Verdict {
    let (query, line) = match &subject.rule {
        Ok(rule) => (rule.query.as_str(), rule.query_line),
        Err(_) => ("", 1),
    };
    verdict(subject, false, vec![why], query, line)
}

fn refused(subject: &Subject, reason: &Reason) -> Verdict {
    let (diagnostics, text) = match reason {
        Reason::Said(sentence) => {
            let said = Diagnostic::error("not-a-rule", Span::default(), sentence.clone());
            (vec![said], subject.file.as_deref().unwrap_or_default())
        }
        Reason::Query(diagnostics, query) => (diagnostics.clone(), query.as_str()),
    };
    verdict(subject, false, diagnostics, text, 1)
}

/// A verdict whose places are those of the rule's file, where they can be told.
fn verdict(
    subject: &Subject,
    ok: bool,
    mut diagnostics: Vec<Diagnostic>,
    query: &str,
    line: usize,
) -> Verdict {
    let mut source: Arc<str> = Arc::from(query);
    if let Some(file) = &subject.file
        && let Some(places) = place::Places::of(query, file, line)
    {
        for diagnostic in &mut diagnostics {
            places.translate(diagnostic);
        }
        source = Arc::clone(file);
    }
    diagnostics.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    diagnostics.dedup();
    Verdict {
        path: subject.path.clone(),
        id: subject.id(),
        ok,
        source,
        diagnostics,
    }
}

//! Whether a rule can run, and whether it can fire: told from its text and from what is known of the
//! tables, without logs.

pub mod json;
pub mod sarif;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use vigie_engine::catalog::Catalog;
use vigie_engine::{Engine, Options};
use vigie_syntax::{Diagnostic, Span};

use crate::pool::{Ended, run_all};
use crate::rule::{Reason, Refusal, Rule};

/// What was found in one rule.
#[derive(Debug, Clone)]
pub struct Checked {
    pub path: PathBuf,
    pub id: String,
    /// The query, for its lines.
    pub query: String,
    /// The line of the file on which the query begins, from 1.
    pub line: usize,
    /// In the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// How rules are checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The tables that rules may read.
    pub catalog: Arc<dyn Catalog>,
    pub options: Options,
    /// Rules are run too, on the rows of the catalog's tables.
    pub run: bool,
    /// A rule that takes longer counts as hanging.
    pub limit: Duration,
}

impl Checked {
    /// Whether the rule can run.
    pub fn is_ok(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Line and column of a diagnostic in the file.
    pub fn position(&self, diagnostic: &Diagnostic) -> (usize, usize) {
        let (line, column) = diagnostic.position(&self.query);
        (line + self.line - 1, column)
    }

    /// A file that looks like a rule and is none that can run.
    pub fn refused(refusal: &Refusal) -> Self {
        let (query, diagnostics) = match &refusal.reason {
            Reason::Query(diagnostics, query) => (query.clone(), diagnostics.clone()),
            Reason::Said(why) => {
                let refused = Diagnostic::error("not-a-rule", Span::default(), why.clone());
                (String::new(), vec![refused])
            }
        };
        let name = || refusal.path.display().to_string();
        Self {
            id: refusal.id.clone().unwrap_or_else(name),
            path: refusal.path.clone(),
            query,
            line: 1,
            diagnostics,
        }
    }
}

/// Checks rules, several at a time. The results are in the order of the rules.
pub fn all(rules: Vec<Rule>, settings: &Settings) -> Vec<Checked> {
    let shared = Arc::new(settings.clone());
    let blank = |rule: &Rule| Checked {
        path: rule.path.clone(),
        id: rule.id.clone(),
        query: rule.query.clone(),
        line: rule.query_line,
        diagnostics: Vec::new(),
    };
    let blanks: Vec<Checked> = rules.iter().map(blank).collect();
    let jobs = rules.into_iter().map(|rule| (rule, Arc::clone(&shared)));
    let ended = run_all(jobs.collect(), settings.limit, |(rule, settings)| {
        one(rule, settings)
    });
    let with = |(mut checked, ended): (Checked, Ended<Vec<Diagnostic>>)| {
        checked.diagnostics = match ended {
            Ended::Done(diagnostics) => diagnostics,
            Ended::Panicked(message) => vec![
                Diagnostic::error("internal", Span::default(), message)
                    .note("this is a mistake in vigie, not in the query: please report it"),
            ],
            Ended::TimedOut => {
                let seconds = settings.limit.as_secs();
                let message = format!("the rule was not done after {seconds} seconds");
                vec![Diagnostic::error("timeout", Span::default(), message)]
            }
        };
        checked.diagnostics.sort_by_key(|d| (d.span.start, d.code));
        checked
    };
    blanks.into_iter().zip(ended).map(with).collect()
}

/// What is to be said of a rule.
fn one(rule: &Rule, settings: &Settings) -> Vec<Diagnostic> {
    let engine = Engine::new(Arc::clone(&settings.catalog), settings.options.clone());
    let (bound, mut diagnostics) = engine.check(rule.parsed());
    if let Some(bound) = bound.filter(|_| settings.run)
        && let Err(mut failed) = engine.run(&bound)
    {
        diagnostics.append(&mut failed);
    }
    diagnostics
}

//! Splunk's search processing language, lowered to the tree of a KQL query.
//!
//! A field is a column of type dynamic: a text, a number, several of them, or null. What KQL has no
//! word for are functions and aggregates of the engine whose names begin with `__spl_`.

pub(crate) mod aggregate;
pub(crate) mod build;
pub mod commands;
pub(crate) mod eval;
pub(crate) mod flow;
pub mod functions;
pub(crate) mod lowering;
mod mvmap;
mod profiles;
mod source;
mod sourcetypes;
pub mod stats;
mod terms;

use vigie_syntax::kql::{self, ast};
use vigie_syntax::spl::{self, eventtypes, macros};
use vigie_syntax::{Diagnostic, Span};

pub use commands::COMMANDS;
pub use commands::def::Command;
pub use functions::FUNCTIONS;
pub use functions::def::{Example, Function};
pub use profiles::{Profile, profiles};
pub use sourcetypes::{Wanted, is_meant};
pub use stats::AGGREGATES;
pub use stats::def::Aggregate;

/// Which logs a search may name beside those that a profile describes, and what it may do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Logs {
    /// Sourcetypes and the tables of their records. One with `*` in it stands behind the profiles.
    pub sourcetypes: Vec<Given>,
    /// Data models and the tables of records that have their fields.
    pub models: Vec<Given>,
    /// The file of the database that `iplocation` asks.
    pub addresses: Option<String>,
    /// The characters of a text that `spath` without a path reads; all where it is `None`. Splunk reads
    /// 5,000 unless its `limits.conf` says otherwise.
    pub spath_characters: Option<i64>,
    /// Whether `outputlookup` is heard: somebody writes the rows.
    pub writes_lookups: bool,
}

/// A log that the user names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// With `*` in it.
    pub name: String,
    /// A table with the columns `_time`, `_raw` and `source`.
    pub table: String,
}

/// A search as it is read: its macros expanded, the text that came of it, and the tree.
#[derive(Debug, Clone)]
pub struct Read {
    pub expanded: macros::Expanded,
    pub search: spl::ast::Search,
}

/// Reads a search with the macros of its pack.
///
/// # Errors
/// What is wrong in it, at places of the author's text.
pub fn read(text: &str, pack: &macros::Macros) -> Result<Read, Vec<Diagnostic>> {
    let expanded =
        macros::expand(text, pack, &profiles::default_macro).map_err(|problem| vec![problem])?;
    let (mut search, mut diagnostics) = spl::parse(&expanded.text);
    diagnostics.extend(resolve(&mut search, pack));
    if diagnostics.iter().any(Diagnostic::is_error) {
        for diagnostic in &mut diagnostics {
            diagnostic.span = expanded.origin(diagnostic.span);
        }
        return Err(diagnostics);
    }
    Ok(Read { expanded, search })
}

/// Puts the predicates of the pack's event types and tags in the place of their names.
fn resolve(search: &mut spl::ast::Search, pack: &macros::Macros) -> Vec<Diagnostic> {
    let expand = |text: &str| {
        macros::expand(text, pack, &profiles::default_macro).map(|expanded| expanded.text)
    };
    eventtypes::resolve(search, &pack.event_types, &expand)
}

/// Lowers a search with the macros of its pack.
pub fn lower(text: &str, pack: &macros::Macros, logs: &Logs) -> kql::Parsed {
    lower_changed(text, pack, logs, &mut |_, _| {})
}

/// Lowers a search after its tree was changed: what the author wrote, before event types stand in the
/// place of their names.
pub fn lower_changed(
    text: &str,
    pack: &macros::Macros,
    logs: &Logs,
    change: &mut dyn FnMut(&mut spl::ast::Search, &macros::Expanded),
) -> kql::Parsed {
    let span = Span::new(0, text.len());
    let expanded = match macros::expand(text, pack, &profiles::default_macro) {
        Ok(expanded) => expanded,
        Err(diagnostic) => return failed(vec![diagnostic]),
    };
    let (mut search, mut diagnostics) = spl::parse(&expanded.text);
    let mut tree = empty();
    if !diagnostics.iter().any(Diagnostic::is_error) {
        change(&mut search, &expanded);
        diagnostics.extend(resolve(&mut search, pack));
    }
    if !diagnostics.iter().any(Diagnostic::is_error) {
        let (lowered, more) = lowering::lower(&search, &expanded.text, logs);
        tree = lowered.unwrap_or_else(empty);
        diagnostics.extend(more);
    }
    for diagnostic in &mut diagnostics {
        diagnostic.span = expanded.origin(diagnostic.span);
        for label in &mut diagnostic.labels {
            label.span = expanded.origin(label.span);
        }
    }
    lowering::move_spans(&mut tree, &expanded);
    if tree.statements.is_empty() && !diagnostics.iter().any(Diagnostic::is_error) {
        diagnostics.push(Diagnostic::error(
            "syntax-error",
            span,
            "the search is empty",
        ));
    }
    kql::Parsed { tree, diagnostics }
}

fn empty() -> ast::Query {
    ast::Query {
        statements: Vec::new(),
    }
}

fn failed(diagnostics: Vec<Diagnostic>) -> kql::Parsed {
    kql::Parsed {
        tree: empty(),
        diagnostics,
    }
}

//! What one check is.

use vigie_languages::Language;
use vigie_syntax::kql::ast::Query;
use vigie_syntax::{Diagnostic, Severity, Span};

use crate::check::flow::facts::Facts;
use crate::check::observed::Observed;
use crate::rule::Rule;

/// Characters of the query that a message quotes.
const MAX_QUOTE: usize = 48;

/// One check: what it is called, and how it looks.
#[derive(Debug)]
pub struct Check {
    /// The code of its findings, and with `_` for `-` the name of its file.
    pub name: &'static str,
    pub severity: Severity,
    /// One sentence, third person, ending in a full stop.
    pub summary: &'static str,
    /// Only of rules in this language; of all when there is none.
    pub language: Option<Language>,
    pub run: fn(&Subject<'_>) -> Vec<Diagnostic>,
}

/// A rule that binds, and what was learned of its query.
#[derive(Debug)]
pub struct Subject<'a> {
    pub rule: &'a Rule,
    pub tree: &'a Query,
    /// What the query alone says.
    pub facts: &'a Facts,
    /// The same with what the columns of tables are known to hold.
    pub known: &'a Facts,
    /// The logs that this is known from; descriptions of tables, when there are none.
    pub observed: Option<&'a Observed>,
    /// The clock with which the query was bound, in ticks.
    pub now: i64,
}

impl Check {
    /// A finding of this check.
    pub fn finding(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.severity, self.name, span, message)
    }
}

impl Subject<'_> {
    /// A part of the query as its author wrote it, on one line and not too long.
    pub fn quote(&self, span: Span) -> String {
        let text = self.rule.query.get(span.range()).unwrap_or_default();
        let words: Vec<&str> = text.split_whitespace().collect();
        let line = words.join(" ");
        match line.char_indices().nth(MAX_QUOTE) {
            None if line.is_empty() => "this value".to_owned(),
            None => format!("`{line}`"),
            Some((end, _)) => format!("`{}…`", line.get(..end).unwrap_or_default()),
        }
    }

    /// The last line of the query: the place of what is said of its result.
    pub fn last_line(&self) -> Span {
        let text = self.rule.query.trim_end();
        let start = text.rfind('\n').map_or(0, |at| at + 1);
        let indent = text.len() - start - text.get(start..).unwrap_or_default().trim_start().len();
        Span::new(start + indent, text.len())
    }

    /// Whether a place is one of the query's text.
    pub fn is_place(&self, span: Span) -> bool {
        span.start < span.end && self.rule.query.get(span.range()).is_some()
    }
}

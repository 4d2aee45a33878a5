//! A query that was read, whatever language its author wrote.

use super::ast::Query;
use crate::Diagnostic;

/// The KQL tree of a query, and what was said of its text.
///
/// The places in tree and diagnostics are those of the author's own text: a query in another
/// language is lowered to this tree with the places of its own.
#[derive(Debug, Clone)]
pub struct Parsed {
    pub tree: Query,
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Reads KQL.
    pub fn kql(text: &str) -> Self {
        let (tree, diagnostics) = super::parse(text);
        Self { tree, diagnostics }
    }

    /// Whether the text could be read.
    pub fn is_sound(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

impl From<&str> for Parsed {
    fn from(text: &str) -> Self {
        Self::kql(text)
    }
}

impl From<&String> for Parsed {
    fn from(text: &String) -> Self {
        Self::kql(text)
    }
}

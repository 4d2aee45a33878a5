//! What was found in one rule.

use std::path::PathBuf;
use std::sync::Arc;

use vigie_syntax::{Diagnostic, Severity};

/// What was found in one rule.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The file of the rule.
    pub path: PathBuf,
    pub id: String,
    /// Whether it can run: it parses, binds and plans, and ran where that was asked for.
    pub ok: bool,
    /// The text that the places of the diagnostics are in: the file, or the query alone.
    pub source: Arc<str>,
    /// In the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

impl Verdict {
    /// The worst that was found.
    pub fn worst(&self) -> Option<Severity> {
        // The worst severity is the first of the enum.
        self.diagnostics.iter().map(|d| d.severity).min()
    }
}

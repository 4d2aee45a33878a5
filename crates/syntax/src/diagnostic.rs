//! What vigie says about a query: one type for errors and warnings of all languages and stages.

use crate::Span;
use crate::span::line_column;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The query cannot run.
    Error,
    /// The query runs; something in it is likely not meant.
    Warning,
    /// Worth knowing.
    Info,
}

/// One finding, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// A kebab-case name such as `unknown-column`; never renamed once released.
    pub code: &'static str,
    /// One lower-case sentence without a full stop, true on its own.
    pub message: String,
    /// The place; the first thing a reader looks at.
    pub span: Span,
    /// Further places, with what they have to do with it.
    pub labels: Vec<Label>,
    /// Facts.
    pub notes: Vec<String>,
    /// Something that can be pasted, or a way out.
    pub help: Vec<Help>,
}

/// A further place of a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// A way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    pub text: String,
    /// What to put in place of a span, where that alone mends it.
    pub replacement: Option<(Span, String)>,
}

impl Diagnostic {
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    pub fn new(
        severity: Severity,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            span,
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(Help {
            text: text.into(),
            replacement: None,
        });
        self
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Line and column of the place in the text it was found in, both from 1.
    pub fn position(&self, text: &str) -> (usize, usize) {
        line_column(text, self.span.start)
    }
}

/// The nearest of `names` to `name`, when near enough to be a slip of the hand.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let limit = (name.chars().count() / 3).max(1);
    names
        .into_iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

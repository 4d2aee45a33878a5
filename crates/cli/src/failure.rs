//! Why a command could not do what it was asked.

use std::fmt::Display;

use vigie_syntax::Diagnostic;
use vigie_syntax::render::{self, Style};

/// Ends a command with exit code 2.
#[derive(Debug)]
pub(crate) enum Failure {
    /// One sentence, shown behind `error: `.
    Message(String),
    /// A report that is shown as it stands.
    Report(String),
    /// Writing the results failed. That nobody reads them any more is no failure.
    Output(std::io::Error),
}

impl Failure {
    pub(crate) fn new(message: impl Display) -> Self {
        Self::Message(message.to_string())
    }

    /// What stands in the way of a query, with the places in its text.
    pub(crate) fn diagnostics(
        diagnostics: &[Diagnostic],
        text: &str,
        path: &str,
        style: Style,
    ) -> Self {
        Self::Report(render::full(diagnostics, text, path, style))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

//! Rules in another language: one file (or folder) for each direction.
//!
//! A conversion says the same or says where it does not: what gives other rows in some case is in
//! [`Converted::differences`], and what cannot be said at all refuses the whole rule.

pub mod columns;
pub mod kql_to_sigma;
pub mod kql_to_spl;
mod piece;
pub mod sigma_to_kql;
pub mod spl_to_kql;

use serde_json::Value as Json;
use vigie_syntax::{Diagnostic, Span, escape};

/// A query in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// The query, without a line break at its end.
    pub text: String,
    /// Sentences on what is not quite the same, each once, in the order of the query.
    pub differences: Vec<String>,
}

impl Converted {
    /// The query with its differences before it as lines of comment.
    pub fn commented(&self, open: &str, close: &str) -> String {
        let mut out = String::new();
        for difference in &self.differences {
            out.push_str(&format!("{open}differs: {difference}{close}\n"));
        }
        out.push_str(&self.text);
        out.push('\n');
        out
    }
}

/// Why a query cannot be said in the other language, at a place of the author's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub Box<Diagnostic>);

/// A refusal.
pub(crate) fn refused(span: Span, message: impl Into<String>) -> Refused {
    Refused(Box::new(
        Diagnostic::error("not-convertible", span, message)
            .note("the rule was not converted: half of a rule would find something else"),
    ))
}

/// A text in double quotes, with escapes that YAML, JSON and KQL read alike.
pub(crate) fn double_quoted(text: &str) -> String {
    escape::json(&Json::from(text).to_string()).into_owned()
}

/// Adds a sentence once.
pub(crate) fn note(differences: &mut Vec<String>, sentence: impl Into<String>) {
    let sentence = sentence.into();
    if !differences.contains(&sentence) {
        differences.push(sentence);
    }
}

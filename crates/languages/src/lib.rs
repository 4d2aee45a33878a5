//! The languages of rules beside KQL: each is lowered to the tree of a KQL query.
//!
//! A tree keeps the places of the author's own text, so that what is said of it later points there.
//! Nothing here knows tables, files or the engine.

pub mod sigma;
pub mod spl;

/// The language in which a query is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Kusto Query Language.
    Kql,
    /// Sigma rules.
    Sigma,
    /// Splunk's search processing language.
    Spl,
}

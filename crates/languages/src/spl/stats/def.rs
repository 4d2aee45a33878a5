//! What one aggregate of `stats` is made of.

pub use super::super::functions::def::Example;
pub(crate) use super::super::functions::def::example;

/// One aggregate: what it is called, what it is lowered to.
#[derive(Debug)]
pub struct Aggregate {
    /// The name a search writes. It is also the name of the file.
    pub name: &'static str,
    /// Other spellings that mean the same.
    pub aliases: &'static [&'static str],
    /// One sentence, third person, ending in a full stop.
    pub summary: &'static str,
    /// Searches and their only cell: shown in the reference, and run as tests.
    pub examples: &'static [Example],
    /// The aggregate of the engine.
    pub(crate) engine: &'static str,
    /// Whether it reads the times of the rows.
    pub(crate) timed: bool,
    /// Whether it depends on the order of the rows.
    pub(crate) ordered: bool,
    /// Whether its value may be several.
    pub(crate) several: bool,
    /// A constant behind the value: the 50 of `median`.
    pub(crate) constant: Option<i64>,
}

//! How what was found is written, one file a format.

mod json;
mod sarif;
mod text;

use std::io::{Result, Write};

use super::verdict::Verdict;

/// What a format may want to know about where it is written to.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    pub colors: bool,
}

/// A format.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    pub name: &'static str,
    /// One line about it.
    pub summary: &'static str,
    pub write: fn(&[Verdict], Page, &mut dyn Write) -> Result<()>,
}

/// All of them.
pub const FORMATS: &[Format] = &[text::FORMAT, json::FORMAT, sarif::FORMAT];

/// The format of a name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

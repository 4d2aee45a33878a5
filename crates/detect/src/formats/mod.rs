//! Rule formats, one file each. A format looks at a file and says whether it is one of its own.

mod arm;
mod kql;
mod lines;
mod sentinel;
pub mod sigma;
pub mod spl;
mod splunk;

use std::path::Path;

use crate::rule::{Refusal, Rule};

/// The rules of a file, and those that cannot be used.
pub type Rules = Vec<Result<Rule, Refusal>>;

/// A format of rules.
pub struct Format {
    pub name: &'static str,
    /// The endings of its files, lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// The rules of a file; `None` where it is no file of this format.
    pub read: fn(&Path, &str) -> Option<Rules>,
}

/// All formats, in the order in which they are tried.
pub const FORMATS: &[Format] = &[
    sentinel::FORMAT,
    sigma::FORMAT,
    arm::FORMAT,
    kql::FORMAT,
    splunk::FORMAT,
    spl::FORMAT,
];

pub use lines::queries;

/// The rules of a file; `None` where no format knows it.
pub fn read(path: &Path, text: &str) -> Option<Rules> {
    FORMATS
        .iter()
        .filter(|format| has_extension(path, format.extensions))
        .find_map(|format| (format.read)(path, text))
}

/// Whether a file may hold rules, by its name.
pub fn may_hold_rules(path: &Path) -> bool {
    FORMATS
        .iter()
        .any(|format| has_extension(path, format.extensions))
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let own = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    own.is_some_and(|own| extensions.contains(&own.as_str()))
}

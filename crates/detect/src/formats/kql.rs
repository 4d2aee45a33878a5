//! Bare queries: a `.kql` file is one, and its name is the rule's.

use std::path::Path;

use super::{Format, Rules};
use crate::rule::Rule;

pub(super) const FORMAT: Format = Format {
    name: "KQL",
    extensions: &["kql", "csl"],
    read,
};

fn read(path: &Path, text: &str) -> Option<Rules> {
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    let query = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
    Some(vec![Ok(Rule::bare(path.to_owned(), stem, query))])
}

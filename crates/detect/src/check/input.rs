//! Which rules are checked: rule files, folders of them, and files with a query a line.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::rule::{Refusal, Rule};
use crate::{formats, pack};

/// A rule that is checked, or a file that should be one.
#[derive(Debug, Clone)]
pub struct Subject {
    pub path: PathBuf,
    pub rule: Result<Rule, Refusal>,
    /// The text of the file; `None` where places are told in the query alone.
    pub file: Option<Arc<str>>,
}

impl Subject {
    /// The rule's id; of a file that is none its name.
    pub fn id(&self) -> String {
        match &self.rule {
            Ok(rule) => rule.id.clone(),
            Err(refusal) => {
                let name = || refusal.path.display().to_string();
                refusal.id.clone().unwrap_or_else(name)
            }
        }
    }
}

/// Folders within folders.
const MAX_DEPTH: usize = 16;

/// The rules of a path: a rule file, a folder of them, or a `.jsonl[.gz]` file whose lines have `id`
/// and `query`. Of a folder, files that are no rules are passed over.
///
/// # Errors
/// A sentence, when the path leads nowhere or holds no rule.
pub fn read(path: &Path) -> Result<Vec<Subject>, String> {
    let unreadable = |e: std::io::Error| format!("`{}` cannot be read: {e}", path.display());
    let mut subjects = Vec::new();
    if path.is_dir() {
        let mut files = Vec::new();
        pack::walk(path, MAX_DEPTH, &mut files).map_err(unreadable)?;
        for file in files {
            rules(&file, &mut subjects);
        }
    } else if let Some(queries) = formats::queries(path).map_err(unreadable)? {
        subjects.extend(queries.into_iter().map(|rule| Subject {
            path: path.to_owned(),
            rule,
            file: None,
        }));
    } else if path.is_file() {
        rules(path, &mut subjects);
    } else {
        return Err(format!("there is no file or folder `{}`", path.display()));
    }
    if subjects.is_empty() {
        return Err(format!("there is no rule in `{}`", path.display()));
    }
    Ok(subjects)
}

/// Adds the rules of a file that a format knows.
fn rules(path: &Path, subjects: &mut Vec<Subject>) {
    let mut found = pack::Pack::default();
    if !pack::read(path, &mut found) {
        return;
    }
    let text = fs::read(path).ok();
    let text = text.map(|bytes| Arc::<str>::from(String::from_utf8_lossy(&bytes)));
    let rules = found.rules.into_iter().map(Ok);
    let refused = found.refused.into_iter().map(Err);
    subjects.extend(rules.chain(refused).map(|rule| Subject {
        path: path.to_owned(),
        rule,
        file: text.clone(),
    }));
}

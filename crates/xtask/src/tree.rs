//! The repository's own files, for the house rules to read.

use std::fs;
use std::path::Path;

/// One text file of the repository.
pub(crate) struct SourceFile {
    /// From the root, with `/` between the folders.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl SourceFile {
    /// The last part of the path.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// What follows the last dot of the name; empty where there is none.
    pub(crate) fn extension(&self) -> &str {
        self.name()
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension)
    }

    /// The folder that it lies in.
    pub(crate) fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// Every text file under the root that git would track, sorted by path.
///
/// What `.gitignore` names, nested repositories and links are left out. Asking git itself would
/// need git, which an unpacked release has no use for.
pub(crate) fn files(root: &Path) -> Vec<SourceFile> {
    let ignore = fs::read_to_string(root.join(".gitignore")).unwrap_or_default();
    let ignored: Vec<&str> = ignore.lines().map(|l| l.trim_matches('/')).collect();
    let mut found = Vec::new();
    walk(root, "", &ignored, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn walk(folder: &Path, prefix: &str, ignored: &[&str], found: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(folder).expect("the repository's folders are readable") {
        let entry = entry.expect("the repository's folders are readable");
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().expect("an entry has a kind");
        if name == ".git" || ignored.iter().any(|i| *i == path || *i == name) {
            continue;
        }
        if kind.is_dir() {
            walk(&entry.path(), &format!("{path}/"), ignored, found);
        } else if kind.is_file()
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            found.push(SourceFile { path, text });
        }
    }
}

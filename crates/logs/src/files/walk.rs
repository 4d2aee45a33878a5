//! From the paths of a command line to a sorted list of files.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// As it is shown: the path as given, `-` for standard input.
    pub name: String,
    pub path: PathBuf,
    /// In bytes.
    pub size: u64,
}

/// What the paths lead to.
#[derive(Debug, Default)]
pub struct Found {
    pub entries: Vec<Entry>,
    /// Files and folders that were passed over, with the reason.
    pub skipped: Vec<(String, String)>,
    /// Standard input is among them.
    pub stdin: bool,
}

/// Levels of folders that are walked; more is a loop of links.
const MAX_DEPTH: usize = 64;

/// Resolves files, folders, globs and `-`. Each file comes once, however often it is named;
/// what comes from a folder or a glob is sorted by path.
pub fn walk(paths: &[String]) -> Result<Found, Error> {
    let mut found = Found::default();
    let mut seen = BTreeSet::new();
    for path in paths {
        if path == "-" {
            found.stdin = true;
            continue;
        }
        match fs::metadata(path) {
            Ok(_) => visit(Path::new(path), 0, &mut seen, &mut found, true)
                .map_err(|e| Error::Io(path.clone(), e))?,
            Err(e) if e.kind() == io::ErrorKind::NotFound => expand(path, &mut seen, &mut found)?,
            Err(e) => return Err(Error::Io(path.clone(), e)),
        }
    }
    Ok(found)
}

fn expand(pattern: &str, seen: &mut BTreeSet<PathBuf>, found: &mut Found) -> Result<(), Error> {
    let missing = || Error::NoSuchPath(pattern.to_owned());
    let options = glob::MatchOptions {
        require_literal_separator: true,
        require_literal_leading_dot: true,
        ..glob::MatchOptions::default()
    };
    if !pattern.contains(['*', '?', '[']) {
        return Err(missing());
    }
    let matches = glob::glob_with(pattern, options).map_err(|_| missing())?;
    let mut paths: Vec<PathBuf> = matches.filter_map(Result::ok).collect();
    paths.sort();
    if paths.is_empty() {
        return Err(missing());
    }
    for path in paths {
        if let Err(e) = visit(&path, 0, seen, found, true) {
            found
                .skipped
                .push((path.display().to_string(), e.to_string()));
        }
    }
    Ok(())
}

/// `named`: the user wrote this path, so it is read even when its name begins with a point.
fn visit(
    path: &Path,
    depth: usize,
    seen: &mut BTreeSet<PathBuf>,
    found: &mut Found,
    named: bool,
) -> io::Result<()> {
    let mut skip = |why: &str| {
        found
            .skipped
            .push((path.display().to_string(), why.to_owned()));
    };
    let hidden = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'));
    if hidden && !named {
        skip("hidden");
        return Ok(());
    }
    let metadata = fs::metadata(path)?;
    if !metadata.is_dir() && !metadata.is_file() {
        skip("not a regular file");
        return Ok(());
    }
    if !seen.insert(fs::canonicalize(path)?) {
        return Ok(());
    }
    if metadata.is_file() {
        found.entries.push(Entry {
            name: path.display().to_string(),
            path: path.to_owned(),
            size: metadata.len(),
        });
        return Ok(());
    }
    if depth == MAX_DEPTH {
        skip("too many folders within one another");
        return Ok(());
    }
    let mut children: Vec<PathBuf> = fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    children.sort();
    for child in children {
        if let Err(e) = visit(&child, depth + 1, seen, found, false) {
            found
                .skipped
                .push((child.display().to_string(), e.to_string()));
        }
    }
    Ok(())
}

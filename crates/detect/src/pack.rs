//! Packs: folders of rules, or single rule files, and where their watchlists are.

use std::fs;
use std::path::{Path, PathBuf};

use vigie_languages::sigma::pipeline::Pipeline;

use crate::formats;
use crate::rule::{Reason, Refusal, Rule};

/// The rules of a path.
#[derive(Debug, Default)]
pub struct Pack {
    /// The folder with the pack's watchlists, if it has one.
    pub watchlists: Option<PathBuf>,
    pub rules: Vec<Rule>,
    /// Files that look like rules and cannot be used.
    pub refused: Vec<Refusal>,
    /// Sigma files, which are read together: they name one another.
    sigma: Vec<(PathBuf, String)>,
}

/// Folders within folders of rules.
pub(crate) const MAX_DEPTH: usize = 16;
/// Bytes of a rule file.
pub(crate) const MAX_SIZE: u64 = 32 << 20;

/// Reads a folder of rules or a rule file. Of a folder with a folder `rules` in it, only that one is
/// read, and those named `rules-…` as the public collection of Sigma has them: hunting queries beside
/// it are asked for by name.
///
/// # Errors
/// A sentence, when the path leads nowhere or holds no rule.
pub fn open(path: &Path) -> Result<Pack, String> {
    let mut pack = Pack::default();
    if path.is_dir() {
        let unreadable = |e| format!("`{}` cannot be read: {e}", path.display());
        let rules = path.join("rules");
        let (base, folders) = if rules.is_dir() {
            (rules, folders(path).map_err(unreadable)?)
        } else {
            (path.to_owned(), vec![path.to_owned()])
        };
        let mut files = Vec::new();
        for folder in folders {
            walk(&folder, MAX_DEPTH, &mut files).map_err(unreadable)?;
        }
        for file in files {
            collect(&file, &mut pack);
        }
        link(&base, &mut pack);
        if pack.rules.is_empty() && pack.refused.is_empty() {
            return Err(format!("there is no rule in `{}`", path.display()));
        }
    } else if path.is_file() {
        if !read(path, &mut pack) {
            return Err(format!("`{}` is no rule that vigie knows", path.display()));
        }
    } else {
        return Err(format!("there is no pack `{}`", path.display()));
    }
    pack.watchlists = watchlists(path);
    let guides = guides(path);
    for rule in &mut pack.rules {
        rule.guides.clone_from(&guides);
    }
    Ok(pack)
}

/// The folders of rules in a pack, sorted.
fn folders(pack: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(pack)?.collect::<Result<Vec<_>, _>>()?;
    let named = entries.into_iter().filter(|entry| {
        let name = entry.file_name();
        name == "rules" || name.to_string_lossy().starts_with("rules-")
    });
    let mut folders: Vec<PathBuf> = named.map(|entry| entry.path()).collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    Ok(folders)
}

/// What the pack says to people, beside its rules.
fn guides(path: &Path) -> Vec<PathBuf> {
    let names = ["investigation.md", "playbook.md", "tuning.md"];
    let folders = above(path, 3).into_iter();
    let all = folders.map(|folder| names.map(|name| folder.join(name)));
    let found = all.map(|guides| guides.into_iter().filter(|g| g.is_file()).collect());
    found
        .into_iter()
        .find(|g: &Vec<_>| !g.is_empty())
        .unwrap_or_default()
}

/// The watchlists of the nearest folder that has some: the pack's, for a rule in its folder `rules`.
fn watchlists(path: &Path) -> Option<PathBuf> {
    let folders = above(path, 4).into_iter();
    let mut near = folders.map(|folder| folder.join("watchlists"));
    near.find(|folder| folder.is_dir())
}

/// A path and the folders above it, so many, the nearest first: also those that a relative path does
/// not name.
pub(crate) fn above(path: &Path, count: usize) -> Vec<PathBuf> {
    let named = path.ancestors().filter(|p| !p.as_os_str().is_empty());
    let mut found: Vec<PathBuf> = named.take(count).map(Path::to_owned).collect();
    let last = found.last().filter(|p| p.is_relative());
    if let Some(whole) = last.and_then(|p| p.canonicalize().ok()) {
        let missing = count - found.len();
        let more = whole.ancestors().skip(1).take(missing);
        found.extend(more.map(Path::to_owned));
    }
    found
}

/// Files that may hold rules, sorted, so that the order does not depend on the file system.
pub(crate) fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let kind = entry.file_type()?;
        if kind.is_dir() && depth > 0 && !hidden {
            walk(&path, depth - 1, files)?;
        } else if path.is_file() && formats::may_hold_rules(&path) {
            files.push(path);
        }
    }
    Ok(())
}

/// Adds the rules of a file; `false` where no format knows it.
pub(crate) fn read(path: &Path, pack: &mut Pack) -> bool {
    let known = collect(path, pack);
    link(path, pack);
    known
}

/// Makes rules of the Sigma files, in the place of the first of them.
fn link(path: &Path, pack: &mut Pack) {
    let files = std::mem::take(&mut pack.sigma);
    if files.is_empty() {
        return;
    }
    let pipelines = match pipelines(path) {
        Ok(pipelines) => pipelines,
        Err((path, reason)) => {
            pack.refused
                .extend(files.into_iter().map(|(file, _)| Refusal {
                    path: file,
                    id: None,
                    reason: Reason::Said(format!("`{}`: {reason}", path.display())),
                }));
            return;
        }
    };
    for rule in formats::sigma::rules(&files, &pipelines) {
        match rule {
            Ok(rule) => pack.rules.push(rule),
            Err(refusal) => pack.refused.push(refusal),
        }
    }
}

/// The processing pipelines of the nearest folder that has some, first things first.
fn pipelines(path: &Path) -> Result<Vec<Pipeline>, (PathBuf, String)> {
    let mut near = above(path, 4).into_iter().map(|f| f.join("pipelines"));
    let folder = near.find(|folder| folder.is_dir());
    let Some(folder) = folder else {
        return Ok(Vec::new());
    };
    let mut files = Vec::new();
    walk(&folder, 1, &mut files).map_err(|e| (folder, format!("it cannot be read: {e}")))?;
    let mut pipelines = Vec::new();
    for file in files {
        let failed = |reason: String| (file.clone(), reason);
        let text =
            fs::read_to_string(&file).map_err(|e| failed(format!("it cannot be read: {e}")))?;
        pipelines.push(Pipeline::read(&text).map_err(failed)?);
    }
    pipelines.sort_by_key(|p| p.priority);
    Ok(pipelines)
}

/// Takes a file in; Sigma waits for the files that belong to it.
fn collect(path: &Path, pack: &mut Pack) -> bool {
    let refuse = |sentence: String| Refusal {
        path: path.to_owned(),
        id: None,
        reason: Reason::Said(sentence),
    };
    match fs::metadata(path).map(|m| m.len()) {
        Ok(size) if size <= MAX_SIZE => {}
        Ok(_) => {
            pack.refused
                .push(refuse("the file is too large for a rule".to_owned()));
            return true;
        }
        Err(e) => {
            pack.refused
                .push(refuse(format!("the file cannot be read: {e}")));
            return true;
        }
    }
    let text = match fs::read(path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(e) => {
            pack.refused
                .push(refuse(format!("the file cannot be read: {e}")));
            return true;
        }
    };
    if formats::sigma::is_one(path, &text) {
        pack.sigma.push((path.to_owned(), text));
        return true;
    }
    let Some(rules) = formats::read(path, &text) else {
        return false;
    };
    for rule in rules {
        match rule {
            Ok(rule) => pack.rules.push(rule),
            Err(refusal) => pack.refused.push(refusal),
        }
    }
    true
}

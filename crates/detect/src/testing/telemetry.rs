//! The logs and watchlists of a test, as the files that they are.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use vigie_logs::{Error, LogCatalog, Mode, Options};

use super::document::Case;

/// The logs of a test, with its watchlists.
#[derive(Debug)]
pub(crate) struct Telemetry {
    pub(crate) logs: Arc<LogCatalog>,
    /// Gone when the test is done.
    folder: TempDir,
}

impl Telemetry {
    /// Whether the telemetry that the test itself holds could be read. Files of others may have
    /// faults.
    ///
    /// # Errors
    /// A sentence about the first record that could not.
    pub(crate) fn sound(&self) -> Result<(), String> {
        let ledger = self.logs.ledger();
        let folder = self.folder.path();
        let own = ledger.files.iter();
        let mut own = own.filter(|f| Path::new(&f.path).starts_with(folder));
        match own.find_map(|f| f.counts.rejections.first()) {
            None => Ok(()),
            Some(rejected) => {
                let (line, reason) = (rejected.line, &rejected.reason);
                Err(format!(
                    "the telemetry cannot be read, line {line}: {reason}"
                ))
            }
        }
    }
}

/// Opens what a test is run on.
///
/// # Errors
/// A sentence about a file that cannot be read or written.
pub(crate) fn open(case: &Case, root: &Path, temp: &Path) -> Result<Telemetry, String> {
    let failed = |e: std::io::Error| format!("the telemetry cannot be written: {e}");
    let folder = TempDir::new_in(temp).map_err(failed)?;
    let lists = folder.path().join("watchlists");
    fs::create_dir(&lists).map_err(failed)?;
    let settings = &case.settings;
    let mut paths = Vec::new();
    for (at, block) in case.blocks.iter().enumerate() {
        if block.kind == "csv" && settings.watchlists.contains(&block.name) {
            continue;
        }
        // Each stands in a folder of its own: its name is the test's to choose.
        let place = folder.path().join(at.to_string());
        fs::create_dir(&place).map_err(failed)?;
        let path = place.join(file_name(&block.name, &block.kind));
        fs::write(&path, &block.text).map_err(failed)?;
        paths.push(path.to_string_lossy().into_owned());
    }
    for name in &settings.files {
        let path = root.join("tests").join(name);
        if !path.exists() {
            return Err(format!("there is no file `{name}`"));
        }
        paths.push(path.to_string_lossy().into_owned());
    }
    // Those that are not in force are there, and empty.
    for (name, head) in heads(&root.join("watchlists")) {
        fs::write(lists.join(name), head).map_err(failed)?;
    }
    for alias in &settings.watchlists {
        let block = case
            .blocks
            .iter()
            .find(|b| b.kind == "csv" && b.name == *alias);
        let text = match block {
            Some(block) => block.text.clone(),
            None => fs::read_to_string(root.join("watchlists").join(format!("{alias}.csv")))
                .map_err(|e| format!("the watchlist `{alias}` cannot be read: {e}"))?,
        };
        let name = file_name(alias, "csv");
        fs::write(lists.join(name), text).map_err(failed)?;
    }
    let mut options = Options::new(1, temp.to_owned());
    options.watchlists = Some(lists);
    if settings.verbatim {
        options.mode = Mode::Verbatim;
    }
    let logs = LogCatalog::open(&paths, options).map_err(|e| match e {
        Error::NothingReadable(ledger) => format!("none of the telemetry can be read: {ledger}"),
        other => other.to_string(),
    })?;
    Ok(Telemetry {
        logs: Arc::new(logs),
        folder,
    })
}

/// The names of the CSV files in a folder, and the first line of each.
fn heads(folder: &Path) -> Vec<(std::ffi::OsString, String)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|e| e.path());
    let lists = paths.filter(|p| p.extension().is_some_and(|e| e == "csv"));
    lists
        .filter_map(|path| {
            let text = fs::read_to_string(&path).ok()?;
            let head = text.lines().next()?;
            Some((path.file_name()?.to_owned(), format!("{head}\n")))
        })
        .collect()
}

/// The name of a block as that of a file that leads nowhere else.
fn file_name(name: &str, kind: &str) -> String {
    let plain = |c: char| {
        if c.is_alphanumeric() || "._-".contains(c) {
            c
        } else {
            '_'
        }
    };
    let name: String = name.chars().map(plain).collect();
    if name.trim_start_matches('.').contains('.') {
        return name;
    }
    let ending = if kind == "text" { "txt" } else { kind };
    format!("{name}.{ending}")
}

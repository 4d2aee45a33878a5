//! Where addresses are: the database beside the watchlists.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use vigie_engine::catalog::Places;
use vigie_engine::compute::places::Database;

/// What opening gives: a database, none, or why there is none.
pub(super) type Opened = Result<Option<Arc<dyn Places>>, String>;

/// The first `.mmdb` file of a folder, by name; `None` when there is none.
///
/// # Errors
/// A sentence that says why the file cannot be read.
pub(super) fn open(folder: &Path) -> Opened {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(None);
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_database = |path: &PathBuf| path.extension().is_some_and(|e| e == "mmdb");
    let Some(path) = paths.filter(is_database).min() else {
        return Ok(None);
    };
    Ok(Some(Arc::new(Database::open(&path)?)))
}

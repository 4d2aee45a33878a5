//! The tables and files of a test.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use vigie_engine::catalog::{Catalog, Places, Table};
use vigie_engine::memory::MemoryCatalog;
use vigie_logs::{Error, LogCatalog, Mode, Options};

use crate::format::{Case, Input};
use crate::value::read_csv;

/// What a test reads, for as long as it runs.
pub(crate) struct Inputs {
    tables: Arc<MemoryCatalog>,
    logs: Option<Logs>,
}

/// The files of a test, in a folder of their own.
struct Logs {
    folder: TempDir,
    opened: Result<Arc<LogCatalog>, Error>,
}

impl Inputs {
    /// Writes the files and reads the tables.
    ///
    /// # Errors
    /// A sentence about an input or a setting that cannot be read.
    pub(crate) fn new(case: &Case) -> Result<Self, String> {
        let (files, tables): (Vec<&Input>, Vec<&Input>) =
            case.inputs.iter().partition(|input| is_file(input));
        let mut catalog = MemoryCatalog::default();
        for input in tables {
            if input.block.kind != "csv" {
                let kind = &input.block.kind;
                return Err(format!(
                    "`{}`: a table is given as csv, not {kind}",
                    input.name
                ));
            }
            let table = read_csv(&input.name, &input.block.text);
            catalog.insert(Arc::new(
                table.map_err(|e| format!("`{}`: {e}", input.name))?,
            ));
        }
        let logs = if files.is_empty() {
            None
        } else {
            Some(open(&files, case.settings.r#as.as_deref())?)
        };
        Ok(Self {
            tables: Arc::new(catalog),
            logs,
        })
    }

    pub(crate) fn catalog(&self) -> Arc<dyn Catalog> {
        match self.logs.as_ref().map(|logs| &logs.opened) {
            Some(Ok(logs)) => Arc::new(Both {
                tables: Arc::clone(&self.tables),
                logs: Arc::clone(logs),
            }),
            _ => Arc::<MemoryCatalog>::clone(&self.tables),
        }
    }

    /// The account of the files, or why there is none to give.
    pub(crate) fn ledger(&self) -> String {
        let Some(logs) = &self.logs else {
            return String::new();
        };
        let text = match &logs.opened {
            Ok(catalog) => catalog.ledger().to_string(),
            Err(e) => format!("{e}\n"),
        };
        text.replace(
            &format!("{}/", logs.folder.path().join("logs").display()),
            "",
        )
    }
}

/// A name with a point in it is that of a file.
fn is_file(input: &Input) -> bool {
    input.name.contains('.')
}

fn open(files: &[&Input], mode: Option<&str>) -> Result<Logs, String> {
    let mode = match mode {
        None | Some("sentinel") => Mode::Sentinel,
        Some("verbatim") => Mode::Verbatim,
        Some(other) => return Err(format!("`{other}` is no way to read logs")),
    };
    let folder = TempDir::new().map_err(|e| e.to_string())?;
    let logs = folder.path().join("logs");
    let watchlists = folder.path().join("watchlists");
    for file in files {
        let path = match file.name.strip_prefix("watchlists/") {
            Some(name) => watchlists.join(name),
            None => logs.join(&file.name),
        };
        write(&path, &file.block.text).map_err(|e| format!("`{}`: {e}", file.name))?;
    }
    let mut options = Options::new(2, folder.path().to_owned());
    options.mode = mode;
    options.watchlists = Some(watchlists);
    let paths: Vec<String> = logs
        .is_dir()
        .then(|| logs.display().to_string())
        .into_iter()
        .collect();
    Ok(Logs {
        opened: LogCatalog::open(&paths, options).map(Arc::new),
        folder,
    })
}

pub(crate) fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

/// Tables that are given, and those of the files.
#[derive(Debug)]
struct Both {
    tables: Arc<MemoryCatalog>,
    logs: Arc<LogCatalog>,
}

impl Catalog for Both {
    fn table(&self, name: &str) -> Option<Arc<dyn Table>> {
        self.tables.table(name).or_else(|| self.logs.table(name))
    }

    fn names(&self) -> Vec<String> {
        let mut names = self.tables.names();
        names.extend(self.logs.names());
        names.sort();
        names.dedup();
        names
    }

    fn known(&self, name: &str) -> bool {
        self.logs.known(name)
    }

    fn watchlist(&self, name: &str) -> Option<Arc<dyn Table>> {
        self.tables
            .watchlist(name)
            .or_else(|| self.logs.watchlist(name))
    }

    fn places(&self) -> Result<Option<Arc<dyn Places>>, String> {
        self.logs.places()
    }
}

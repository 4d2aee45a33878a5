//! How commands open logs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use vigie_detect::functions::{self, Functions};
use vigie_logs::{Error, LogCatalog, Mode, Options};
use vigie_syntax::escape;

use crate::console::Console;
use crate::failure::Failure;

/// The logs of a command, and how they are read.
#[derive(Debug, clap::Args)]
pub(crate) struct LogArgs {
    /// Files, folders, globs, or - for standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// In whose words a table of a known log speaks
    #[arg(long = "as", value_enum, default_value_t = Words::Sentinel)]
    words: Words,

    /// The folder of the CSV watchlists, and of a database of addresses (`.mmdb`)
    #[arg(long, value_name = "DIR")]
    watchlists: Option<PathBuf>,

    /// Read files too whose paths tell another time than is asked for
    #[arg(long)]
    all_files: bool,

    /// Parts of logs that are read at a time [default: one for each processor]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

/// The functions of a workspace, which a query or rules call.
#[derive(Debug, clap::Args)]
pub(crate) struct FunctionArgs {
    /// The folder of the workspace's functions: .kql files, and parsers in YAML
    #[arg(long = "functions", value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl FunctionArgs {
    pub(crate) fn read(&self) -> Result<Functions, Failure> {
        let read = |folder: &PathBuf| functions::read(folder).map_err(Failure::new);
        self.folder.as_ref().map_or_else(|| Ok(Vec::new()), read)
    }
}

/// In whose words a table of a known log speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Words {
    /// As Microsoft Sentinel would hold the event today
    Sentinel,
    /// As the export has it, legacy columns filled
    Verbatim,
}

/// How much is done at a time: as much as is asked for, or one thing for each processor.
pub(crate) fn threads(asked: Option<usize>) -> usize {
    let processors = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.unwrap_or_else(processors).max(1)
}

impl LogArgs {
    /// Parts of logs that are read, and rules that run, at a time.
    pub(crate) fn threads(&self) -> usize {
        threads(self.threads)
    }

    /// Whether the command line says where the watchlists are.
    pub(crate) fn has_watchlists(&self) -> bool {
        self.watchlists.is_some()
    }

    /// Opens the logs; `watchlists` is where the watchlists are when the command line does not say.
    pub(crate) fn open(&self, watchlists: Option<&Path>) -> Result<Arc<LogCatalog>, Failure> {
        let mut options = Options::new(self.threads(), std::env::temp_dir());
        options.mode = match self.words {
            Words::Sentinel => Mode::Sentinel,
            Words::Verbatim => Mode::Verbatim,
        };
        options.by_path = !self.all_files;
        if let Some(folder) = &self.watchlists
            && !folder.is_dir()
        {
            let folder = folder.display();
            return Err(Failure::new(format!("there is no folder `{folder}`")));
        }
        options.watchlists = self
            .watchlists
            .clone()
            .or_else(|| watchlists.map(Path::to_owned));
        LogCatalog::open(&self.paths, options)
            .map(Arc::new)
            .map_err(|error| refused(&error))
    }
}

/// No logs, but the watchlists of a folder.
pub(crate) fn watchlists_only(folder: &Path) -> Result<Arc<LogCatalog>, Failure> {
    let mut options = Options::new(1, std::env::temp_dir());
    options.watchlists = Some(folder.to_owned());
    LogCatalog::open(&[], options)
        .map(Arc::new)
        .map_err(|error| refused(&error))
}

/// Why logs cannot be opened; where no file can be read, what each of them is.
fn refused(error: &Error) -> Failure {
    let mut report = format!("error: {}\n", escape::line(&error.to_string()));
    if let Error::NothingReadable(ledger) = error {
        let several = ledger.files.len() > 1;
        for file in ledger.files.iter().filter(|_| several) {
            let line = format!("  {}: {}", file.path, file.status);
            report.push_str(&escape::line(&line));
            report.push('\n');
        }
        for skipped in &ledger.skipped {
            let line = format!("  {}: skipped, {}", skipped.path, skipped.reason);
            report.push_str(&escape::line(&line));
            report.push('\n');
        }
    }
    Failure::Report(report)
}

/// Tells what could not be read, where anything could not.
pub(crate) fn tell_faults(logs: &LogCatalog, console: &mut Console<'_>) {
    let ledger = logs.ledger();
    if ledger.has_faults() {
        console.say(&format!("warning: {}", escape::lines(&ledger.to_string())));
    }
}

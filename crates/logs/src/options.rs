//! What the caller decides.

use std::path::PathBuf;

/// In whose words a table of a known log speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// As Microsoft Sentinel would hold the event today: its status words, its letter case, columns
    /// that are empty there empty.
    #[default]
    Sentinel,
    /// In the words of the export, with the legacy columns filled.
    Verbatim,
}

/// How logs are opened and read.
#[derive(Debug, Clone)]
pub struct Options {
    pub mode: Mode,
    /// The folder of the CSV watchlists, and of a database of addresses.
    pub watchlists: Option<PathBuf>,
    /// Files of known logs are left out whose path tells that they hold no record of the time that a
    /// query asks for.
    pub by_path: bool,
    /// How many files, or parts of one, are read at a time.
    pub threads: usize,
    /// Where standard input is kept while it is read; it is gone when the catalog is dropped.
    pub temp_dir: PathBuf,
    /// Bytes of a large file that one thread reads at a time.
    pub part: u64,
    pub limits: Limits,
}

/// What one file, hostile or not, may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one record.
    pub record: usize,
    /// Bytes that are read at a time.
    pub step: usize,
    /// Bytes out of a compressed file for each byte of it, once [`Self::free`] is passed.
    pub ratio: u64,
    /// Bytes out of a compressed file that are never held against it.
    pub free: u64,
    /// Compressions and archives within one another.
    pub nesting: usize,
    /// Members of one archive.
    pub members: usize,
    /// Bytes of an archive within an archive that must be held in memory (zip).
    pub held: u64,
}

impl Options {
    /// The usual ones, with the parallelism and the temporary folder of the machine.
    pub fn new(threads: usize, temp_dir: PathBuf) -> Self {
        Self {
            mode: Mode::Sentinel,
            watchlists: None,
            by_path: true,
            threads: threads.max(1),
            temp_dir,
            part: 8 << 20,
            limits: Limits::USUAL,
        }
    }
}

impl Limits {
    pub const USUAL: Self = Self {
        record: 64 << 20,
        step: 1 << 18,
        ratio: 1000,
        free: 1 << 30,
        nesting: 4,
        members: 100_000,
        held: 256 << 20,
    };
}

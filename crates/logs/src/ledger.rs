//! What became of every file and every record: nothing is left out in silence.

use std::fmt::{self, Write};
use std::sync::Mutex;

use serde::Serialize;
use vigie_engine::types::datetime;

/// Rejections of one file that are kept word by word; the others are counted.
const KEPT: usize = 20;

/// Files of no known log that the text names one by one.
const SHOWN: usize = 5;

/// The account of a run. Counts are those of the first complete reading of each file, so that a
/// record counts once however many rules have read it.
#[derive(Debug, Clone, Serialize)]
pub struct Ledger {
    pub files: Vec<FileAccount>,
    /// Files and folders that were not looked into.
    pub skipped: Vec<Skipped>,
    /// Those that a file feeds.
    pub tables: Vec<TableAccount>,
    /// Records that were read, from all files.
    pub records: u64,
    /// Records that could not be read.
    pub rejected: u64,
    /// The earliest and the latest time of a record of a known log.
    pub first: Option<String>,
    pub last: Option<String>,
}

/// What was passed over, and why.
#[derive(Debug, Clone, Serialize)]
pub struct Skipped {
    pub path: String,
    pub reason: String,
}

/// One file, or one member of an archive.
#[derive(Debug, Clone, Serialize)]
pub struct FileAccount {
    /// The path, with `!` in front of the path within an archive.
    pub path: String,
    /// What it is, in words that follow "it is".
    pub status: String,
    /// JSON, JSON lines, CSV or Parquet.
    pub format: Option<&'static str>,
    /// The table that it feeds.
    pub table: Option<String>,
    /// It is an export of a known log.
    pub known: bool,
    /// How much of it has been read.
    pub read: Reading,
    pub counts: Counts,
    /// What a reader should know about how it was read.
    pub notes: Vec<String>,
}

/// How much of a file has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// No query has asked for it.
    No,
    /// Its path tells that it holds no record of the time that was asked for.
    Outside,
    /// A query has stopped before its end.
    Part,
    Full,
}

/// What the records of a file were.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub records: u64,
    /// Records that are rows of the table.
    pub rows: u64,
    /// Records that were not read in full, because their text alone tells that no query at the time
    /// could use them.
    pub passed: u64,
    /// Records of another kind than the table's, as event hubs hold them.
    pub other: u64,
    pub rejected: u64,
    /// The first of the rejected.
    pub rejections: Vec<Rejection>,
    #[serde(serialize_with = "as_time")]
    pub first: Option<i64>,
    #[serde(serialize_with = "as_time")]
    pub last: Option<i64>,
    /// Why the rest of the file could not be read.
    pub fault: Option<String>,
}

/// A record that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejection {
    /// Counts the records of the file, from 1.
    pub record: u64,
    pub line: u64,
    pub reason: String,
}

/// One table.
#[derive(Debug, Clone, Serialize)]
pub struct TableAccount {
    pub name: String,
    pub files: usize,
    /// With those that were passed over by their text alone.
    pub rows: u64,
}

#[expect(clippy::ref_option, reason = "the signature that serde wants")]
fn as_time<S: serde::Serializer>(ticks: &Option<i64>, serializer: S) -> Result<S::Ok, S::Error> {
    ticks.map(datetime::format).serialize(serializer)
}

impl Counts {
    pub(crate) fn reject(&mut self, record: u64, line: u64, reason: &str) {
        self.rejected += 1;
        if self.rejections.len() < KEPT {
            self.rejections.push(Rejection {
                record,
                line,
                reason: reason.to_owned(),
            });
        }
    }

    pub(crate) fn note_time(&mut self, ticks: i64) {
        self.first = Some(self.first.map_or(ticks, |first| first.min(ticks)));
        self.last = Some(self.last.map_or(ticks, |last| last.max(ticks)));
    }

    /// Adds what a later part of the same file has given, `lines` behind its beginning.
    pub(crate) fn append(&mut self, part: Self, lines: u64) {
        for mut rejection in part.rejections {
            if self.rejections.len() < KEPT {
                rejection.record += self.records;
                rejection.line += lines;
                self.rejections.push(rejection);
            }
        }
        self.records += part.records;
        self.rows += part.rows;
        self.passed += part.passed;
        self.other += part.other;
        self.rejected += part.rejected;
        part.first
            .into_iter()
            .chain(part.last)
            .for_each(|t| self.note_time(t));
        self.fault = self.fault.take().or(part.fault);
    }
}

/// The account while it is kept: scans of several queries write to it.
#[derive(Debug)]
pub(crate) struct Book {
    files: Mutex<Vec<FileAccount>>,
    skipped: Vec<Skipped>,
}

impl Book {
    pub(crate) fn new(files: Vec<FileAccount>, skipped: Vec<Skipped>) -> Self {
        Self {
            files: Mutex::new(files),
            skipped,
        }
    }

    /// Enters what a scan has read of a file. A complete reading is replaced only by one that has
    /// passed over fewer records.
    pub(crate) fn enter(&self, file: usize, counts: &Counts, complete: bool) {
        let mut files = self
            .files
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let Some(account) = files.get_mut(file) else {
            return;
        };
        let better = complete && counts.passed < account.counts.passed;
        if account.read == Reading::Full && !better {
            return;
        }
        if complete || counts.records >= account.counts.records {
            account.counts = counts.clone();
            account.read = if complete {
                Reading::Full
            } else {
                Reading::Part
            };
        }
    }

    /// Enters that a scan has left a file out, because of the time that its path tells.
    pub(crate) fn leave_out(&self, file: usize) {
        let mut files = self
            .files
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(account) = files.get_mut(file).filter(|a| a.read == Reading::No) {
            account.read = Reading::Outside;
        }
    }

    pub(crate) fn ledger(&self, tables: &[String]) -> Ledger {
        let files = self
            .files
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone();
        let of = |name: &str| -> TableAccount {
            let feeding = files.iter().filter(|f| f.table.as_deref() == Some(name));
            TableAccount {
                name: name.to_owned(),
                files: feeding.clone().count(),
                rows: feeding.map(|f| f.counts.rows + f.counts.passed).sum(),
            }
        };
        let times = || files.iter().filter(|f| f.known).map(|f| &f.counts);
        Ledger {
            tables: tables
                .iter()
                .map(|name| of(name))
                .filter(|t| t.files > 0)
                .collect(),
            skipped: self.skipped.clone(),
            records: files.iter().map(|f| f.counts.records).sum(),
            rejected: files.iter().map(|f| f.counts.rejected).sum(),
            first: times().filter_map(|c| c.first).min().map(datetime::format),
            last: times().filter_map(|c| c.last).max().map(datetime::format),
            files,
        }
    }
}

impl Ledger {
    /// Whether any file is an export of a known log.
    pub fn has_logs(&self) -> bool {
        self.files.iter().any(|file| file.known)
    }

    /// Whether something that was asked for could not be read.
    pub fn has_faults(&self) -> bool {
        self.rejected > 0 || self.files.iter().any(|file| file.counts.fault.is_some())
    }
}

/// A few lines for the end of a report: the totals, then each file with something to tell.
impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outside = self.files.iter().filter(|a| a.read == Reading::Outside);
        let outside = outside.count();
        let read = self.files.iter().filter(|a| a.read != Reading::No).count() - outside;
        write!(f, "{} read", count(read as u64, "file"))?;
        write!(f, ", {}", count(self.records, "record"))?;
        if let (Some(first), Some(last)) = (&self.first, &self.last) {
            write!(f, " from {first} to {last}")?;
        }
        writeln!(f, ", {} rejected", self.rejected)?;
        for table in self.tables.iter().filter(|t| t.rows > 0) {
            let of = count(table.files as u64, "file");
            writeln!(f, "  {}: {} of {of}", table.name, count(table.rows, "row"))?;
        }
        let unread = |known: bool| {
            let files = self.files.iter().filter(|a| a.table.is_some());
            files.filter(move |a| a.known == known && a.read == Reading::No)
        };
        if outside > 0 {
            let files = count(outside as u64, "file");
            writeln!(f, "  {files} left out, whose paths tell another time")?;
        }
        let known = unread(true).count() as u64;
        if known > 0 {
            writeln!(f, "  {} of known logs not asked for", count(known, "file"))?;
        }
        for file in unread(false).take(SHOWN) {
            writeln!(f, "  {}: {}", file.path, file.status)?;
        }
        let more = unread(false).skip(SHOWN).count() as u64;
        if more > 0 {
            writeln!(f, "  and {} of no known log", count(more, "more file"))?;
        }
        for file in &self.files {
            let mut told = String::new();
            if file.table.is_none() {
                write!(told, "; {}", file.status)?;
            }
            if file.counts.other > 0 {
                write!(
                    told,
                    "; {} of other kinds",
                    count(file.counts.other, "record")
                )?;
            }
            if let Some(first) = file.counts.rejections.first() {
                write!(
                    told,
                    "; {} rejected, the first in line {}: {}",
                    count(file.counts.rejected, "record"),
                    first.line,
                    first.reason
                )?;
            }
            if let Some(fault) = &file.counts.fault {
                write!(told, "; not read to its end: {fault}")?;
            }
            for note in &file.notes {
                write!(told, "; {note}")?;
            }
            if let Some(told) = told.strip_prefix("; ") {
                writeln!(f, "  {}: {told}", file.path)?;
            }
        }
        for skipped in &self.skipped {
            writeln!(f, "  {}: skipped, {}", skipped.path, skipped.reason)?;
        }
        Ok(())
    }
}

fn count(number: u64, thing: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{s}")
}

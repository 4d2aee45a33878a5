//! How far the reading has come, for whoever wants to show it.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counters that only grow. Every scan of a table adds what it has to read to the total.
#[derive(Debug, Default)]
pub struct Progress {
    pub(crate) total: AtomicU64,
    pub(crate) done: AtomicU64,
    pub(crate) records: AtomicU64,
}

impl Progress {
    /// Bytes on disk of all that has been asked for.
    pub fn bytes_total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// Bytes on disk of what has been read.
    pub fn bytes_done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Records that have been read.
    pub fn records(&self) -> u64 {
        self.records.load(Ordering::Relaxed)
    }
}

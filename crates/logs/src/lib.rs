//! Exported logs as tables: files, compression, records, known sources, and the scan that reads of
//! each record only what a query wants.
//!
//! [`LogCatalog::open`] looks at the beginning of each file to tell what it is; records are read when
//! a query asks for them. What became of each file and record is in the [`Ledger`].

mod error;
pub mod files;
pub mod json;
pub mod known;
mod ledger;
mod options;
mod progress;
pub mod records;
mod scan;
mod schemas;
pub mod sources;
pub mod store;
mod tables;
pub mod times;

pub use error::Error;
pub use ledger::{Counts, FileAccount, Ledger, Reading, Rejection, Skipped, TableAccount};
pub use options::{Limits, Mode, Options};
pub use progress::Progress;
pub use schemas::{Layers, Schemas};
pub use tables::{LogCatalog, RECORD_FILE, RECORD_NUMBER};

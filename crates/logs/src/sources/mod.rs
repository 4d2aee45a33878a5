//! The known logs, one file each. `cargo xtask gen` writes this file from the folder.

pub mod def;
pub mod expr;
pub mod not_read;
pub mod other;
pub mod text;
pub mod wrapper;

mod aws_cloudtrail;
mod azure_activity;

use def::Source;

/// Every known log, by name.
#[rustfmt::skip]
pub static SOURCES: &[&Source] = &[
    &aws_cloudtrail::SOURCE,
    &azure_activity::SOURCE,
];

//! The aggregates of `summarize`, one file each. `cargo xtask gen` writes this file from the folder.

pub mod def;

mod count;

use def::Aggregate;

/// Every aggregate, by name.
#[rustfmt::skip]
pub static AGGREGATES: &[&Aggregate] = &[
    &count::AGGREGATE,
];

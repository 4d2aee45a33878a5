//! Development only: runs the specs, which say in Markdown what vigie does.
//!
//! `README.md` beside this crate describes the format for those who write one.

pub mod columns_differ;
pub mod conformance;
mod console;
pub mod convert;
pub mod engine;
pub mod format;
mod inputs;
mod listed;
pub mod reference;
pub mod replayed;
pub mod set_aside;
mod sigma;
pub mod table;
pub mod value;

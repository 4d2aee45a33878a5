//! KQL tree → typed, bound query → DataFusion plan → rows.
//!
//! The engine does not know files: tables come from a [`catalog::Catalog`].

pub mod aggregates;
pub mod bound;
pub mod catalog;
pub mod compute;
pub mod functions;
pub mod kernel;
mod lower;
pub mod memory;
pub mod text;
pub mod types;

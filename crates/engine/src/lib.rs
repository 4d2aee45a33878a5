//! KQL tree → typed, bound query → DataFusion plan → rows.
//!
//! The engine does not know files: tables come from a [`catalog::Catalog`].

pub mod aggregates;
mod bind;
pub mod bound;
pub mod catalog;
pub mod classify;
pub mod compute;
mod engine;
mod eval;
pub mod frame;
pub mod functions;
pub mod kernel;
mod kernels;
mod lower;
pub mod members;
pub mod memory;
mod moving;
pub mod needs;
pub mod notes;
mod operators;
pub mod parquet;
mod plugins;
mod prepared;
mod quiet;
pub mod registry;
mod replay;
pub mod steps;
mod subquery;
pub mod text;
mod trace;
pub mod types;

pub use engine::{Answer, Bound, Engine, Options};
pub use eval::constant;
pub use prepared::Prepared;
pub use replay::{Evidence, Share};

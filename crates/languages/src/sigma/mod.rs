//! Sigma: rules for events of any log, read, put together and lowered to KQL.
//!
//! Source: the Sigma specification, version 2.1: rules, modifiers, correlations and filters. What
//! a rule asks of an event is a [`condition::Condition`]; [`record`] makes it a query over the
//! tables of events, which every known log has beside its Sentinel table.

pub mod condition;
pub mod correlation;
pub mod detection;
mod document;
pub mod expression;
pub mod modifier;
pub mod pipeline;
mod places;
pub mod profile;
mod record;
mod rules;
mod sentinel;
mod tree;
mod values;

pub use document::{About, Document, DocumentKind, is_sigma};
pub use rules::{Collection, Correlated, File, Meaning, Refused, Rule, Sense};

//! Rules, when they run, and the alerts that come of it.
//!
//! [`formats`] read rules as their authors wrote them, [`hunt::hunt`] runs them over logs on their
//! schedules, and [`sinks`] write the alerts. [`check`] tells without logs whether a rule can run.

pub mod alert;
pub mod attack;
pub mod check;
pub mod convert;
pub mod coverage;
pub mod duration;
mod exceptions;
mod firing;
pub mod formats;
pub mod functions;
pub mod hunt;
mod incident;
mod merge;
pub mod overlay;
pub mod pack;
pub mod pool;
mod record;
mod replay;
pub mod report;
pub mod rule;
mod schedule;
pub mod sinks;
mod template;
pub mod testing;
pub mod why;
mod windows;

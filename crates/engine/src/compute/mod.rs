//! What several functions share: comparisons, arithmetic, paths into JSON text, series, the states of groups.
//!
//! The files of `functions` name a thing of the language; these compute it, over columns or values.

pub mod arithmetic;
pub mod beta;
pub mod bins;
pub mod calendar;
pub mod column;
pub mod compare;
pub(crate) mod gather;
pub mod geo;
pub(crate) mod hll;
pub mod json;
pub mod json_path;
pub mod numbers;
pub mod places;
pub mod record_path;
pub(crate) mod record_test;
pub mod series;
pub mod spl;
pub mod time_format;
pub mod units;
pub mod zones;

//! The aggregates of `stats`, one file each. `cargo xtask gen` writes this file from the folder.

pub mod def;

mod avg;
mod count;
mod dc;
mod earliest;
mod first;
mod last;
mod latest;
mod list;
mod max;
mod median;
mod min;
mod mode;
mod perc;
mod range;
mod stdev;
mod stdevp;
mod sum;
mod sumsq;
mod values;
mod var;
mod varp;

use def::Aggregate;

/// Every aggregate, by name.
#[rustfmt::skip]
pub static AGGREGATES: &[&Aggregate] = &[
    &avg::AGGREGATE,
    &count::AGGREGATE,
    &dc::AGGREGATE,
    &earliest::AGGREGATE,
    &first::AGGREGATE,
    &last::AGGREGATE,
    &latest::AGGREGATE,
    &list::AGGREGATE,
    &max::AGGREGATE,
    &median::AGGREGATE,
    &min::AGGREGATE,
    &mode::AGGREGATE,
    &perc::AGGREGATE,
    &range::AGGREGATE,
    &stdev::AGGREGATE,
    &stdevp::AGGREGATE,
    &sum::AGGREGATE,
    &sumsq::AGGREGATE,
    &values::AGGREGATE,
    &var::AGGREGATE,
    &varp::AGGREGATE,
];

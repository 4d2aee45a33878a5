//! The checks of rules that bind, one file each. `cargo xtask gen` writes this file from the folder.

pub mod def;
pub mod searches;
pub mod sigma;
pub mod tree;
pub mod words;

mod case_splits_groups;
mod dead_arm;
mod dead_default;
mod empty_column;
mod fold_to_compare;
mod has_would_do;
mod join_without_kind;
mod look_back;
mod missing_column;
mod missing_key;
mod never_a_number;
mod never_met;
mod never_true;
mod no_time_filter;
mod object_as_text;
mod object_field;
mod or_before_and;
mod part_of_term;
mod trigger;
mod unknown_event;
mod unknown_field;
mod unknown_value;
mod unreachable_threshold;
mod unscoped_search;
mod unused_selection;
mod wrong_case;

use def::Check;

/// Every check, by name.
#[rustfmt::skip]
pub static CHECKS: &[&Check] = &[
    &case_splits_groups::CHECK,
    &dead_arm::CHECK,
    &dead_default::CHECK,
    &empty_column::CHECK,
    &fold_to_compare::CHECK,
    &has_would_do::CHECK,
    &join_without_kind::CHECK,
    &look_back::CHECK,
    &missing_column::CHECK,
    &missing_key::CHECK,
    &never_a_number::CHECK,
    &never_met::CHECK,
    &never_true::CHECK,
    &no_time_filter::CHECK,
    &object_as_text::CHECK,
    &object_field::CHECK,
    &or_before_and::CHECK,
    &part_of_term::CHECK,
    &trigger::CHECK,
    &unknown_event::CHECK,
    &unknown_field::CHECK,
    &unknown_value::CHECK,
    &unreachable_threshold::CHECK,
    &unscoped_search::CHECK,
    &unused_selection::CHECK,
    &wrong_case::CHECK,
];

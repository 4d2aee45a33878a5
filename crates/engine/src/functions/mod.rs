//! The scalar functions, one file each. `cargo xtask gen` writes this file from the folder.

pub mod def;

mod add;
mod bin;
mod bin_at;
mod datetime_diff;
mod divide;
mod dynamic_index;
mod dynamic_member;
mod dynamic_path;
mod equal;
mod greater;
mod greater_or_equal;
mod less;
mod less_or_equal;
mod modulo;
mod multiply;
mod negate;
mod not_equal;
mod strlen;
mod subtract;

use def::Function;

/// Every scalar function, by name.
#[rustfmt::skip]
pub static FUNCTIONS: &[&Function] = &[
    &add::FUNCTION,
    &bin::FUNCTION,
    &bin_at::FUNCTION,
    &datetime_diff::FUNCTION,
    &divide::FUNCTION,
    &dynamic_index::FUNCTION,
    &dynamic_member::FUNCTION,
    &dynamic_path::FUNCTION,
    &equal::FUNCTION,
    &greater::FUNCTION,
    &greater_or_equal::FUNCTION,
    &less::FUNCTION,
    &less_or_equal::FUNCTION,
    &modulo::FUNCTION,
    &multiply::FUNCTION,
    &negate::FUNCTION,
    &not_equal::FUNCTION,
    &strlen::FUNCTION,
    &subtract::FUNCTION,
];

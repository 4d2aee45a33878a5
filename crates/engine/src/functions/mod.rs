//! The scalar functions, one file each. `cargo xtask gen` writes this file from the folder.

pub mod def;

mod strlen;

use def::Function;

/// Every scalar function, by name.
#[rustfmt::skip]
pub static FUNCTIONS: &[&Function] = &[
    &strlen::FUNCTION,
];

//! The plugins that `evaluate` calls, one file each. `cargo xtask gen` writes this file from the folder.

pub(crate) mod def;

mod bag_unpack;

use def::Plugin;

/// Every plugin, by name.
#[rustfmt::skip]
pub(crate) static PLUGINS: &[&Plugin] = &[
    &bag_unpack::PLUGIN,
];

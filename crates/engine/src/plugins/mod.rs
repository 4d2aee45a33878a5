//! The plugins that `evaluate` calls, one file each. `cargo xtask gen` writes this file from the folder.

pub(crate) mod arguments;
pub(crate) mod def;

mod active_users_count;
mod activity_counts_metrics;
mod activity_engagement;
mod activity_metrics;
mod bag_unpack;
mod rolling_percentile;
mod session_count;
mod sliding_window_counts;

use def::Plugin;

/// Every plugin, by name.
#[rustfmt::skip]
pub(crate) static PLUGINS: &[&Plugin] = &[
    &active_users_count::PLUGIN,
    &activity_counts_metrics::PLUGIN,
    &activity_engagement::PLUGIN,
    &activity_metrics::PLUGIN,
    &bag_unpack::PLUGIN,
    &rolling_percentile::PLUGIN,
    &session_count::PLUGIN,
    &sliding_window_counts::PLUGIN,
];

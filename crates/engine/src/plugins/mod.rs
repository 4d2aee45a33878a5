//! The plugins that `evaluate` calls, one file each. `cargo xtask gen` writes this file from the folder.

pub(crate) mod arguments;
pub(crate) mod def;
pub(crate) mod lookup_table;

mod __correlate;
mod active_users_count;
mod activity_counts_metrics;
mod activity_engagement;
mod activity_metrics;
mod bag_unpack;
mod basket;
mod dcount_intersect;
mod funnel_sequence_completion;
mod geo_line_lookup;
mod geo_polygon_lookup;
mod identity;
mod ipv4_lookup;
mod ipv6_lookup;
mod narrow;
mod new_activity_metrics;
mod pivot;
mod preview;
mod rolling_percentile;
mod rows_near;
mod schema_merge;
mod sequence_detect;
mod session_count;
mod sliding_window_counts;

use def::Plugin;

/// Every plugin, by name.
#[rustfmt::skip]
pub(crate) static PLUGINS: &[&Plugin] = &[
    &__correlate::PLUGIN,
    &active_users_count::PLUGIN,
    &activity_counts_metrics::PLUGIN,
    &activity_engagement::PLUGIN,
    &activity_metrics::PLUGIN,
    &bag_unpack::PLUGIN,
    &basket::PLUGIN,
    &dcount_intersect::PLUGIN,
    &funnel_sequence_completion::PLUGIN,
    &geo_line_lookup::PLUGIN,
    &geo_polygon_lookup::PLUGIN,
    &identity::PLUGIN,
    &ipv4_lookup::PLUGIN,
    &ipv6_lookup::PLUGIN,
    &narrow::PLUGIN,
    &new_activity_metrics::PLUGIN,
    &pivot::PLUGIN,
    &preview::PLUGIN,
    &rolling_percentile::PLUGIN,
    &rows_near::PLUGIN,
    &schema_merge::PLUGIN,
    &sequence_detect::PLUGIN,
    &session_count::PLUGIN,
    &sliding_window_counts::PLUGIN,
];

//! SecurityAlert.

use super::{KnownTable, words};

pub(super) const TABLE: KnownTable = KnownTable {
    table: "SecurityAlert",
    columns: &[words(
        "AlertSeverity",
        &["High", "Medium", "Low", "Informational"],
        "the page \"Microsoft Sentinel security alert schema\"",
    )],
};

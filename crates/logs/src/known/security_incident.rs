//! SecurityIncident.

use super::{KnownTable, words};

pub(super) const TABLE: KnownTable = KnownTable {
    table: "SecurityIncident",
    columns: &[
        words(
            "Severity",
            &["High", "Medium", "Low", "Informational"],
            INCIDENT,
        ),
        words("Status", &["New", "Active", "Closed"], INCIDENT),
        words(
            "Classification",
            &[
                "TruePositive",
                "FalsePositive",
                "BenignPositive",
                "Undetermined",
            ],
            INCIDENT,
        ),
    ],
};

const INCIDENT: &str = "the resource type incident of the Microsoft Sentinel API";

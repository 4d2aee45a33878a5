//! AADUserRiskEvents.

use super::{KnownTable, words};

pub(super) const TABLE: KnownTable = KnownTable {
    table: "AADUserRiskEvents",
    columns: &[words(
        "RiskLevel",
        &[
            "low",
            "medium",
            "high",
            "hidden",
            "none",
            "unknownFutureValue",
        ],
        "the resource type riskDetection of Microsoft Graph",
    )],
};

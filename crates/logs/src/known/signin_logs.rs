//! SigninLogs and AADNonInteractiveUserSignInLogs.

use super::{KnownColumn, KnownTable, words};

pub(super) const TABLE: KnownTable = KnownTable {
    table: "SigninLogs",
    columns: COLUMNS,
};

pub(super) const NON_INTERACTIVE: KnownTable = KnownTable {
    table: "AADNonInteractiveUserSignInLogs",
    columns: COLUMNS,
};

const COLUMNS: &[KnownColumn] = &[
    words("RiskLevelAggregated", RISK, GRAPH),
    words("RiskLevelDuringSignIn", RISK, GRAPH),
    words(
        "RiskState",
        &[
            "none",
            "confirmedSafe",
            "remediated",
            "dismissed",
            "atRisk",
            "confirmedCompromised",
            "unknownFutureValue",
        ],
        GRAPH,
    ),
    words(
        "ConditionalAccessStatus",
        &["success", "failure", "notApplied", "unknownFutureValue"],
        GRAPH,
    ),
];

const RISK: &[&str] = &[
    "low",
    "medium",
    "high",
    "hidden",
    "none",
    "unknownFutureValue",
];
const GRAPH: &str = "the resource type signIn of Microsoft Graph";

//! AuditLogs.

use super::{KnownTable, words};

pub(super) const TABLE: KnownTable = KnownTable {
    table: "AuditLogs",
    columns: &[words(
        "Result",
        &["success", "failure", "timeout", "unknownFutureValue"],
        "the resource type directoryAudit of Microsoft Graph",
    )],
};

//! Changes in the directory of Microsoft Entra ID.

use vigie_engine::types::Type;

use super::def::{AS_IT_IS, Field, Shape, Source};
use super::expr::Expr::{self, First, Path, Word};
use crate::json::Keys;
use crate::times::Times;

/// The columns of Sentinel's table, those that every table has last.
pub(super) const SOURCE: Source = Source {
    name: "azure_auditlogs",
    table: "AuditLogs",
    columns: &[
        ("SourceSystem", Type::String),
        ("AADOperationType", Type::String),
        ("AADTenantId", Type::String),
        ("ActivityDateTime", Type::Datetime),
        ("ActivityDisplayName", Type::String),
        ("AdditionalDetails", Type::Dynamic),
        ("Category", Type::String),
        ("CorrelationId", Type::String),
        ("DurationMs", Type::Long),
        ("Id", Type::String),
        ("Identity", Type::String),
        ("InitiatedBy", Type::Dynamic),
        ("Level", Type::String),
        ("Location", Type::String),
        ("LoggedByService", Type::String),
        ("OperationName", Type::String),
        ("OperationVersion", Type::String),
        ("Resource", Type::String),
        ("ResourceGroup", Type::String),
        ("ResourceId", Type::String),
        ("ResourceProvider", Type::String),
        ("Result", Type::String),
        ("ResultDescription", Type::String),
        ("ResultReason", Type::String),
        ("ResultSignature", Type::String),
        ("ResultType", Type::String),
        ("TargetResources", Type::Dynamic),
        ("TimeGenerated", Type::Datetime),
        ("Type", Type::String),
        ("_BilledSize", Type::Real),
        ("_IsBillable", Type::String),
    ],
    time: "TimeGenerated",
    needs_time: true,
    id: "Id",
    shapes: &[TABLE, EXPORT, GRAPH],
};

/// Rows of Sentinel's table.
const TABLE: Shape = Shape {
    title: "rows of the AuditLogs table",
    keys: Keys::Folded,
    within: &[],
    recognizes: |probe| {
        probe.has("TimeGenerated")
            && probe.has("TargetResources")
            && (probe.has("OperationName") || probe.has("ActivityDisplayName"))
    },
    signs: &[First(&[Path(&["Type"]), Path(&["$table"])])],
    accepts: |signs| {
        let table = signs.first().and_then(Field::text);
        table.is_none_or(|table| table == "AuditLogs")
    },
    raw: AS_IT_IS,
    columns: &[
        ("SourceSystem", Path(&["SourceSystem"])),
        ("AADOperationType", Path(&["AADOperationType"])),
        ("AADTenantId", Path(&["AADTenantId"])),
        ("ActivityDateTime", Path(&["ActivityDateTime"])),
        ("ActivityDisplayName", Path(&["ActivityDisplayName"])),
        ("AdditionalDetails", Path(&["AdditionalDetails"])),
        ("Category", Path(&["Category"])),
        ("CorrelationId", Path(&["CorrelationId"])),
        ("DurationMs", Path(&["DurationMs"])),
        ("Id", Path(&["Id"])),
        ("Identity", Path(&["Identity"])),
        ("InitiatedBy", Path(&["InitiatedBy"])),
        ("Level", Path(&["Level"])),
        ("Location", Path(&["Location"])),
        ("LoggedByService", Path(&["LoggedByService"])),
        ("OperationName", Path(&["OperationName"])),
        ("OperationVersion", Path(&["OperationVersion"])),
        ("Resource", Path(&["Resource"])),
        ("ResourceGroup", Path(&["ResourceGroup"])),
        ("ResourceId", Path(&["ResourceId"])),
        ("ResourceProvider", Path(&["ResourceProvider"])),
        ("Result", Path(&["Result"])),
        ("ResultDescription", Path(&["ResultDescription"])),
        ("ResultReason", Path(&["ResultReason"])),
        ("ResultSignature", Path(&["ResultSignature"])),
        ("ResultType", Path(&["ResultType"])),
        ("TargetResources", Path(&["TargetResources"])),
        ("TimeGenerated", Path(&["TimeGenerated"])),
        ("Type", TYPE),
        ("_BilledSize", Path(&["_BilledSize"])),
        ("_IsBillable", Path(&["_IsBillable"])),
    ],
    local_times: true,
    evidence: Some(|probe, times: &mut Times| {
        if let Some(text) = probe.text("TimeGenerated") {
            times.note(&text);
        }
    }),
};

/// Records of a diagnostic setting.
const EXPORT: Shape = Shape {
    title: "a diagnostic export of the Entra audit log",
    keys: Keys::Folded,
    within: &[],
    recognizes: |probe| {
        probe.has("time")
            && probe.has("properties")
            && probe
                .text("category")
                .is_some_and(|category| is_category(&category))
    },
    signs: &[Path(&["category"])],
    accepts: |signs| {
        let category = signs.first().and_then(Field::text);
        category.is_some_and(|category| is_category(&category))
    },
    raw: AS_IT_IS,
    columns: &[
        ("AADOperationType", Path(&["properties", "operationType"])),
        ("AADTenantId", Path(&["tenantId"])),
        (
            "ActivityDateTime",
            Path(&["properties", "activityDateTime"]),
        ),
        (
            "ActivityDisplayName",
            Path(&["properties", "activityDisplayName"]),
        ),
        (
            "AdditionalDetails",
            Path(&["properties", "additionalDetails"]),
        ),
        ("Category", Path(&["properties", "category"])),
        (
            "CorrelationId",
            First(&[
                Path(&["correlationId"]),
                Path(&["properties", "correlationId"]),
            ]),
        ),
        ("DurationMs", Path(&["durationMs"])),
        ("Id", Path(&["properties", "id"])),
        ("Identity", Path(&["identity"])),
        ("InitiatedBy", Path(&["properties", "initiatedBy"])),
        ("Level", Path(&["level"])),
        ("Location", Path(&["location"])),
        ("LoggedByService", Path(&["properties", "loggedByService"])),
        (
            "OperationName",
            First(&[
                Path(&["operationName"]),
                Path(&["properties", "activityDisplayName"]),
            ]),
        ),
        ("OperationVersion", Path(&["operationVersion"])),
        ("ResourceId", Path(&["resourceId"])),
        ("Result", Path(&["properties", "result"])),
        (
            "ResultDescription",
            First(&[
                Path(&["resultDescription"]),
                Path(&["properties", "resultReason"]),
            ]),
        ),
        ("ResultReason", Path(&["properties", "resultReason"])),
        ("ResultSignature", Path(&["resultSignature"])),
        ("ResultType", Path(&["resultType"])),
        ("TargetResources", Path(&["properties", "targetResources"])),
        ("TimeGenerated", Path(&["time"])),
        ("Type", TYPE),
    ],
    local_times: false,
    evidence: None,
};

/// What Microsoft Graph and the portal give.
const GRAPH: Shape = Shape {
    title: "directory audits of Microsoft Graph",
    recognizes: |probe| {
        probe.has("activityDateTime")
            && probe.has("activityDisplayName")
            && probe.has("targetResources")
            && !probe.has("TimeGenerated")
    },
    signs: &[],
    accepts: |_| true,
    columns: &[
        ("AADOperationType", Path(&["operationType"])),
        ("ActivityDateTime", Path(&["activityDateTime"])),
        ("ActivityDisplayName", Path(&["activityDisplayName"])),
        ("AdditionalDetails", Path(&["additionalDetails"])),
        ("Category", Path(&["category"])),
        ("CorrelationId", Path(&["correlationId"])),
        ("Id", Path(&["id"])),
        ("InitiatedBy", Path(&["initiatedBy"])),
        ("LoggedByService", Path(&["loggedByService"])),
        ("OperationName", Path(&["activityDisplayName"])),
        ("Result", Path(&["result"])),
        ("ResultDescription", Path(&["resultReason"])),
        ("ResultReason", Path(&["resultReason"])),
        ("TargetResources", Path(&["targetResources"])),
        ("TimeGenerated", Path(&["activityDateTime"])),
        ("Type", TYPE),
    ],
    ..EXPORT
};

const TYPE: Expr = Word("AuditLogs");

fn is_category(category: &str) -> bool {
    category.eq_ignore_ascii_case("AuditLogs")
}

//! Risk detections of Microsoft Entra ID Protection.

use vigie_engine::types::Type;

use super::def::{AS_IT_IS, Field, Shape, Source};
use super::expr::Expr::{self, First, Path, Word};
use crate::json::Keys;
use crate::times::Times;

/// The columns of Sentinel's table, those that every table has last.
pub(super) const SOURCE: Source = Source {
    name: "azure_riskdetection",
    table: "AADUserRiskEvents",
    columns: &[
        ("TenantId", Type::String),
        ("SourceSystem", Type::String),
        ("Activity", Type::String),
        ("ActivityDateTime", Type::Datetime),
        ("AdditionalInfo", Type::Dynamic),
        ("CorrelationId", Type::String),
        ("DetectedDateTime", Type::Datetime),
        ("DetectionTimingType", Type::String),
        ("Id", Type::String),
        ("IpAddress", Type::String),
        ("LastUpdatedDateTime", Type::Datetime),
        ("Location", Type::Dynamic),
        ("OperationName", Type::String),
        ("RequestId", Type::String),
        ("RiskDetail", Type::String),
        ("RiskEventType", Type::String),
        ("RiskLevel", Type::String),
        ("RiskState", Type::String),
        ("Source", Type::String),
        ("TokenIssuerType", Type::String),
        ("UserDisplayName", Type::String),
        ("UserId", Type::String),
        ("UserPrincipalName", Type::String),
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
    title: "rows of the AADUserRiskEvents table",
    keys: Keys::Folded,
    within: &[],
    recognizes: |probe| {
        probe.has("TimeGenerated") && probe.has("RiskEventType") && probe.has("UserPrincipalName")
    },
    signs: &[First(&[Path(&["Type"]), Path(&["$table"])])],
    accepts: |signs| {
        let table = signs.first().and_then(Field::text);
        table.is_none_or(|table| table == "AADUserRiskEvents")
    },
    raw: AS_IT_IS,
    columns: &[
        ("TenantId", Path(&["TenantId"])),
        ("SourceSystem", Path(&["SourceSystem"])),
        ("Activity", Path(&["Activity"])),
        ("ActivityDateTime", Path(&["ActivityDateTime"])),
        ("AdditionalInfo", Path(&["AdditionalInfo"])),
        ("CorrelationId", Path(&["CorrelationId"])),
        ("DetectedDateTime", Path(&["DetectedDateTime"])),
        ("DetectionTimingType", Path(&["DetectionTimingType"])),
        ("Id", Path(&["Id"])),
        ("IpAddress", Path(&["IpAddress"])),
        ("LastUpdatedDateTime", Path(&["LastUpdatedDateTime"])),
        ("Location", Path(&["Location"])),
        ("OperationName", Path(&["OperationName"])),
        ("RequestId", Path(&["RequestId"])),
        ("RiskDetail", Path(&["RiskDetail"])),
        ("RiskEventType", Path(&["RiskEventType"])),
        ("RiskLevel", Path(&["RiskLevel"])),
        ("RiskState", Path(&["RiskState"])),
        ("Source", Path(&["Source"])),
        ("TokenIssuerType", Path(&["TokenIssuerType"])),
        ("UserDisplayName", Path(&["UserDisplayName"])),
        ("UserId", Path(&["UserId"])),
        ("UserPrincipalName", Path(&["UserPrincipalName"])),
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
    title: "a diagnostic export of Entra risk detections",
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
        ("Activity", Path(&["properties", "activity"])),
        (
            "ActivityDateTime",
            Path(&["properties", "activityDateTime"]),
        ),
        ("AdditionalInfo", Path(&["properties", "additionalInfo"])),
        (
            "CorrelationId",
            First(&[
                Path(&["correlationId"]),
                Path(&["properties", "correlationId"]),
            ]),
        ),
        (
            "DetectedDateTime",
            Path(&["properties", "detectedDateTime"]),
        ),
        (
            "DetectionTimingType",
            Path(&["properties", "detectionTimingType"]),
        ),
        ("Id", Path(&["properties", "id"])),
        ("IpAddress", Path(&["properties", "ipAddress"])),
        (
            "LastUpdatedDateTime",
            Path(&["properties", "lastUpdatedDateTime"]),
        ),
        ("Location", Path(&["properties", "location"])),
        ("OperationName", Path(&["operationName"])),
        ("RequestId", Path(&["properties", "requestId"])),
        ("RiskDetail", Path(&["properties", "riskDetail"])),
        ("RiskEventType", Path(&["properties", "riskEventType"])),
        ("RiskLevel", Path(&["properties", "riskLevel"])),
        ("RiskState", Path(&["properties", "riskState"])),
        ("Source", Path(&["properties", "source"])),
        ("TokenIssuerType", Path(&["properties", "tokenIssuerType"])),
        ("UserDisplayName", Path(&["properties", "userDisplayName"])),
        ("UserId", Path(&["properties", "userId"])),
        (
            "UserPrincipalName",
            Path(&["properties", "userPrincipalName"]),
        ),
        ("TimeGenerated", Path(&["time"])),
        ("Type", TYPE),
    ],
    local_times: false,
    evidence: None,
};

/// What Microsoft Graph and the portal give.
const GRAPH: Shape = Shape {
    title: "risk detections of Microsoft Graph",
    recognizes: |probe| {
        probe.has("riskEventType")
            && (probe.has("detectedDateTime") || probe.has("activityDateTime"))
            && !probe.has("TimeGenerated")
    },
    signs: &[],
    accepts: |_| true,
    columns: &[
        ("Activity", Path(&["activity"])),
        ("ActivityDateTime", Path(&["activityDateTime"])),
        ("AdditionalInfo", Path(&["additionalInfo"])),
        ("CorrelationId", Path(&["correlationId"])),
        ("DetectedDateTime", Path(&["detectedDateTime"])),
        ("DetectionTimingType", Path(&["detectionTimingType"])),
        ("Id", Path(&["id"])),
        ("IpAddress", Path(&["ipAddress"])),
        ("LastUpdatedDateTime", Path(&["lastUpdatedDateTime"])),
        ("Location", Path(&["location"])),
        ("RequestId", Path(&["requestId"])),
        ("RiskDetail", Path(&["riskDetail"])),
        ("RiskEventType", Path(&["riskEventType"])),
        ("RiskLevel", Path(&["riskLevel"])),
        ("RiskState", Path(&["riskState"])),
        ("Source", Path(&["source"])),
        ("TokenIssuerType", Path(&["tokenIssuerType"])),
        ("UserDisplayName", Path(&["userDisplayName"])),
        ("UserId", Path(&["userId"])),
        ("UserPrincipalName", Path(&["userPrincipalName"])),
        ("TimeGenerated", Path(&["detectedDateTime"])),
        ("Type", TYPE),
    ],
    ..EXPORT
};

const TYPE: Expr = Word("AADUserRiskEvents");

fn is_category(category: &str) -> bool {
    category.eq_ignore_ascii_case("UserRiskEvents")
}

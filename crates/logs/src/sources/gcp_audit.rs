//! Google Cloud audit logs: entries of Cloud Logging whose payload is an audit log.
//!
//! A long operation is logged twice, when it begins and when it ends; both are rows, and
//! `operation` of the entry tells them apart.

use vigie_engine::types::Type;

use super::def::{AS_IT_IS, Field, Shape, Source};
use super::expr::Expr::{self, First, Object, Path, Time, Word};
use crate::json::Keys;
use crate::times::Times;

/// The columns of Sentinel's table, those that every table has last.
pub(super) const SOURCE: Source = Source {
    name: "gcp_audit",
    table: "GCPAuditLogs",
    columns: &[
        ("TenantId", Type::String),
        ("SourceSystem", Type::String),
        ("AuthenticationInfo", Type::Dynamic),
        ("AuthorizationInfo", Type::Dynamic),
        ("GCPResourceName", Type::String),
        ("GCPResourceType", Type::String),
        ("InsertId", Type::String),
        ("LogName", Type::String),
        ("Metadata", Type::Dynamic),
        ("MethodName", Type::String),
        ("NumResponseItems", Type::String),
        ("PrincipalEmail", Type::String),
        ("ProjectId", Type::String),
        ("Request", Type::Dynamic),
        ("RequestMetadata", Type::Dynamic),
        ("ResourceLocation", Type::Dynamic),
        ("ResourceOriginalState", Type::Dynamic),
        ("Response", Type::Dynamic),
        ("ServiceData", Type::Dynamic),
        ("ServiceName", Type::String),
        ("Severity", Type::String),
        ("Status", Type::Dynamic),
        ("StatusMessage", Type::String),
        ("Subscription", Type::String),
        ("Timestamp", Type::Datetime),
        ("TimeGenerated", Type::Datetime),
        ("Type", Type::String),
        ("_BilledSize", Type::Real),
        ("_IsBillable", Type::String),
    ],
    time: "TimeGenerated",
    needs_time: true,
    id: "InsertId",
    shapes: &[TABLE, ENTRY, SINK],
};

/// Rows of Sentinel's table.
const TABLE: Shape = Shape {
    title: "rows of the GCPAuditLogs table",
    keys: Keys::Folded,
    within: &[],
    recognizes: |probe| {
        probe.has("MethodName")
            && probe.has("ServiceName")
            && (probe.has("GCPResourceName") || probe.has("PrincipalEmail"))
    },
    signs: &[First(&[Path(&["Type"]), Path(&["$table"])])],
    accepts: |signs| {
        let table = signs.first().and_then(Field::text);
        table.is_none_or(|table| table == "GCPAuditLogs")
    },
    raw: Object(&[
        (&["logName"], Path(&["LogName"])),
        (&["insertId"], Path(&["InsertId"])),
        (&["severity"], Path(&["Severity"])),
        (
            &["timestamp"],
            Time(&First(&[Path(&["Timestamp"]), Path(&["TimeGenerated"])])),
        ),
        (&["resource", "type"], Path(&["GCPResourceType"])),
        (&["resource", "labels", "project_id"], Path(&["ProjectId"])),
        (&["protoPayload", "serviceName"], Path(&["ServiceName"])),
        (&["protoPayload", "methodName"], Path(&["MethodName"])),
        (
            &["protoPayload", "resourceName"],
            Path(&["GCPResourceName"]),
        ),
        (
            &["protoPayload", "authenticationInfo"],
            Path(&["AuthenticationInfo"]),
        ),
        (
            &["protoPayload", "authorizationInfo"],
            Path(&["AuthorizationInfo"]),
        ),
        (
            &["protoPayload", "requestMetadata"],
            Path(&["RequestMetadata"]),
        ),
        (
            &["protoPayload", "resourceLocation"],
            Path(&["ResourceLocation"]),
        ),
        (
            &["protoPayload", "resourceOriginalState"],
            Path(&["ResourceOriginalState"]),
        ),
        (&["protoPayload", "request"], Path(&["Request"])),
        (&["protoPayload", "response"], Path(&["Response"])),
        (&["protoPayload", "serviceData"], Path(&["ServiceData"])),
        (&["protoPayload", "metadata"], Path(&["Metadata"])),
        (
            &["protoPayload", "numResponseItems"],
            Path(&["NumResponseItems"]),
        ),
        (&["protoPayload", "status"], Path(&["Status"])),
    ]),
    columns: &[
        ("TenantId", Path(&["TenantId"])),
        ("SourceSystem", Path(&["SourceSystem"])),
        ("AuthenticationInfo", Path(&["AuthenticationInfo"])),
        ("AuthorizationInfo", Path(&["AuthorizationInfo"])),
        ("GCPResourceName", Path(&["GCPResourceName"])),
        ("GCPResourceType", Path(&["GCPResourceType"])),
        ("InsertId", Path(&["InsertId"])),
        ("LogName", Path(&["LogName"])),
        ("Metadata", Path(&["Metadata"])),
        ("MethodName", Path(&["MethodName"])),
        ("NumResponseItems", Path(&["NumResponseItems"])),
        ("PrincipalEmail", Path(&["PrincipalEmail"])),
        ("ProjectId", Path(&["ProjectId"])),
        ("Request", Path(&["Request"])),
        ("RequestMetadata", Path(&["RequestMetadata"])),
        ("ResourceLocation", Path(&["ResourceLocation"])),
        ("ResourceOriginalState", Path(&["ResourceOriginalState"])),
        ("Response", Path(&["Response"])),
        ("ServiceData", Path(&["ServiceData"])),
        ("ServiceName", Path(&["ServiceName"])),
        ("Severity", Path(&["Severity"])),
        ("Status", Path(&["Status"])),
        ("StatusMessage", Path(&["StatusMessage"])),
        ("Subscription", Path(&["Subscription"])),
        ("Timestamp", Path(&["Timestamp"])),
        ("TimeGenerated", Path(&["TimeGenerated"])),
        ("Type", AUDIT),
        ("_BilledSize", Path(&["_BilledSize"])),
        ("_IsBillable", Path(&["_IsBillable"])),
    ],
    local_times: true,
    evidence: Some(|probe, times: &mut Times| {
        for column in ["TimeGenerated", "Timestamp"] {
            if let Some(text) = probe.text(column) {
                times.note(&text);
            }
        }
    }),
};

/// Entries as the API, the command line and sinks to files give them. Collectors change the case of
/// their keys.
const ENTRY: Shape = Shape {
    title: "Google Cloud audit log entries",
    keys: Keys::Folded,
    within: &[],
    recognizes: |probe| {
        probe.has("protoPayload")
            || probe.has("logName") && (probe.has("textPayload") || probe.has("jsonPayload"))
    },
    signs: &[
        Path(&["protoPayload", "@type"]),
        Path(&["protoPayload", "methodName"]),
    ],
    accepts: is_audit_log,
    raw: AS_IT_IS,
    columns: &[
        (
            "AuthenticationInfo",
            Path(&["protoPayload", "authenticationInfo"]),
        ),
        (
            "AuthorizationInfo",
            Path(&["protoPayload", "authorizationInfo"]),
        ),
        ("GCPResourceName", Path(&["protoPayload", "resourceName"])),
        ("GCPResourceType", Path(&["resource", "type"])),
        ("InsertId", Path(&["insertId"])),
        ("LogName", Path(&["logName"])),
        ("Metadata", Path(&["protoPayload", "metadata"])),
        ("MethodName", Path(&["protoPayload", "methodName"])),
        (
            "NumResponseItems",
            Path(&["protoPayload", "numResponseItems"]),
        ),
        (
            "PrincipalEmail",
            Path(&["protoPayload", "authenticationInfo", "principalEmail"]),
        ),
        ("ProjectId", Path(&["resource", "labels", "project_id"])),
        ("Request", Path(&["protoPayload", "request"])),
        (
            "RequestMetadata",
            Path(&["protoPayload", "requestMetadata"]),
        ),
        (
            "ResourceLocation",
            Path(&["protoPayload", "resourceLocation"]),
        ),
        (
            "ResourceOriginalState",
            Path(&["protoPayload", "resourceOriginalState"]),
        ),
        ("Response", Path(&["protoPayload", "response"])),
        ("ServiceData", Path(&["protoPayload", "serviceData"])),
        ("ServiceName", Path(&["protoPayload", "serviceName"])),
        ("Severity", Path(&["severity"])),
        ("Status", Path(&["protoPayload", "status"])),
        (
            "StatusMessage",
            Path(&["protoPayload", "status", "message"]),
        ),
        ("Timestamp", TIME),
        ("TimeGenerated", TIME),
        ("Type", AUDIT),
    ],
    local_times: false,
    evidence: None,
};

/// Rows of a sink to BigQuery.
const SINK: Shape = Shape {
    title: "Google Cloud audit log entries of BigQuery",
    recognizes: |probe| probe.has("protopayload_auditlog"),
    signs: &[
        Path(&["protopayload_auditlog", "@type"]),
        Path(&["protopayload_auditlog", "methodName"]),
    ],
    raw: Object(&[
        (&["logName"], Path(&["logName"])),
        (&["insertId"], Path(&["insertId"])),
        (&["severity"], Path(&["severity"])),
        (&["timestamp"], Path(&["timestamp"])),
        (&["receiveTimestamp"], Path(&["receiveTimestamp"])),
        (&["resource"], Path(&["resource"])),
        (&["operation"], Path(&["operation"])),
        (&["labels"], Path(&["labels"])),
        (&["protoPayload"], Path(&["protopayload_auditlog"])),
    ]),
    columns: &[
        (
            "AuthenticationInfo",
            Path(&["protopayload_auditlog", "authenticationInfo"]),
        ),
        (
            "AuthorizationInfo",
            Path(&["protopayload_auditlog", "authorizationInfo"]),
        ),
        (
            "GCPResourceName",
            Path(&["protopayload_auditlog", "resourceName"]),
        ),
        ("GCPResourceType", Path(&["resource", "type"])),
        ("InsertId", Path(&["insertId"])),
        ("LogName", Path(&["logName"])),
        ("Metadata", Path(&["protopayload_auditlog", "metadata"])),
        ("MethodName", Path(&["protopayload_auditlog", "methodName"])),
        (
            "NumResponseItems",
            Path(&["protopayload_auditlog", "numResponseItems"]),
        ),
        (
            "PrincipalEmail",
            Path(&[
                "protopayload_auditlog",
                "authenticationInfo",
                "principalEmail",
            ]),
        ),
        ("ProjectId", Path(&["resource", "labels", "project_id"])),
        ("Request", Path(&["protopayload_auditlog", "request"])),
        (
            "RequestMetadata",
            Path(&["protopayload_auditlog", "requestMetadata"]),
        ),
        (
            "ResourceLocation",
            Path(&["protopayload_auditlog", "resourceLocation"]),
        ),
        (
            "ResourceOriginalState",
            Path(&["protopayload_auditlog", "resourceOriginalState"]),
        ),
        ("Response", Path(&["protopayload_auditlog", "response"])),
        (
            "ServiceData",
            Path(&["protopayload_auditlog", "serviceData"]),
        ),
        (
            "ServiceName",
            Path(&["protopayload_auditlog", "serviceName"]),
        ),
        ("Severity", Path(&["severity"])),
        ("Status", Path(&["protopayload_auditlog", "status"])),
        (
            "StatusMessage",
            Path(&["protopayload_auditlog", "status", "message"]),
        ),
        ("Timestamp", TIME),
        ("TimeGenerated", TIME),
        ("Type", AUDIT),
    ],
    ..ENTRY
};

const AUDIT: Expr = Word("GCPAuditLogs");
const TIME: Expr = First(&[Path(&["timestamp"]), Path(&["receiveTimestamp"])]);

/// Entries with another payload, such as those of load balancers, are none.
fn is_audit_log(signs: &[Field<'_>]) -> bool {
    match signs {
        [kind, method] => match kind.text() {
            Some(kind) => kind.ends_with("AuditLog"),
            None => *method != Field::Nothing,
        },
        _ => false,
    }
}

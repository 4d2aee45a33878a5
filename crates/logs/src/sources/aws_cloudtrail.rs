//! AWS CloudTrail: the calls to the interfaces of an AWS account, by whom and from where.
//!
//! The event is the same wherever it comes from: files in S3, `lookup-events`, EventBridge, CloudWatch
//! Logs, collectors. Beside it there are the rows of Sentinel's table, and the columns of Athena and
//! CloudTrail Lake, which have the event's names without its letter case.

mod columns;

use vigie_engine::types::Type;

use self::columns::{
    CLOUD_TRAIL, COLUMNS_COLUMNS, EVENT_COLUMNS, FLAT_COLUMNS, IDENTITY, NESTED,
    RENAMED_TIME_COLUMNS, RESOURCES, TLS,
};

use super::def::{AS_IT_IS, Field, Probe, Shape, Source};
use super::expr::Expr::{First, Object, Path, Time, Truth};
use crate::json::Keys;
use crate::times::Times;

/// The columns stand as Log Analytics exports them.
pub(super) const SOURCE: Source = Source {
    name: "aws_cloudtrail",
    table: "AWSCloudTrail",
    columns: &[
        ("TenantId", Type::String),
        ("SourceSystem", Type::String),
        ("AwsEventId", Type::String),
        ("EventVersion", Type::String),
        ("EventSource", Type::String),
        ("EventTypeName", Type::String),
        ("EventName", Type::String),
        ("UserIdentityType", Type::String),
        ("UserIdentityPrincipalid", Type::String),
        ("UserIdentityArn", Type::String),
        ("UserIdentityAccountId", Type::String),
        ("UserIdentityInvokedBy", Type::String),
        ("UserIdentityAccessKeyId", Type::String),
        ("UserIdentityUserName", Type::String),
        ("UserIdentityUserId", Type::String),
        ("UserIdentityStoreArn", Type::String),
        ("SessionMfaAuthenticated", Type::Bool),
        ("SessionCreationDate", Type::Datetime),
        ("SessionIssuerType", Type::String),
        ("SessionIssuerPrincipalId", Type::String),
        ("SessionIssuerArn", Type::String),
        ("SessionIssuerAccountId", Type::String),
        ("SessionIssuerUserName", Type::String),
        ("EC2RoleDelivery", Type::String),
        ("AWSRegion", Type::String),
        ("SourceIpAddress", Type::String),
        ("UserAgent", Type::String),
        ("ErrorCode", Type::String),
        ("ErrorMessage", Type::String),
        ("RequestParameters", Type::String),
        ("ResponseElements", Type::String),
        ("AdditionalEventData", Type::String),
        ("AwsRequestId", Type::String),
        ("AwsRequestId_", Type::String),
        ("Resources", Type::String),
        ("APIVersion", Type::String),
        ("ReadOnly", Type::Bool),
        ("RecipientAccountId", Type::String),
        ("ServiceEventDetails", Type::String),
        ("SharedEventId", Type::String),
        ("VpcEndpointId", Type::String),
        ("ManagementEvent", Type::Bool),
        ("OperationName", Type::String),
        ("Category", Type::String),
        ("TlsVersion", Type::String),
        ("CipherSuite", Type::String),
        ("ClientProvidedHostHeader", Type::String),
        ("IpProtocol", Type::String),
        ("SourcePort", Type::String),
        ("DestinationPort", Type::String),
        ("CidrIp", Type::String),
        ("TimeGenerated", Type::Datetime),
        ("Type", Type::String),
        ("_BilledSize", Type::Real),
        ("_IsBillable", Type::String),
    ],
    time: "TimeGenerated",
    needs_time: true,
    id: "AwsEventId",
    shapes: &[TABLE, FLAT, EVENT, RENAMED_TIME, COLUMNS],
};

/// Rows of Sentinel's table.
const TABLE: Shape = Shape {
    title: "rows of the AWSCloudTrail table",
    keys: Keys::Folded,
    within: &[],
    recognizes: |probe| {
        probe.has("EventName")
            && probe.has("EventSource")
            && (probe.has("AwsEventId") || probe.has("EventTypeName"))
    },
    signs: &[First(&[Path(&["Type"]), Path(&["$table"])])],
    accepts: |signs| {
        let table = signs.first().and_then(Field::text);
        table.is_none_or(|table| table == "AWSCloudTrail")
    },
    raw: Object(&[
        (&["eventID"], Path(&["AwsEventId"])),
        (&["eventVersion"], Path(&["EventVersion"])),
        (&["eventSource"], Path(&["EventSource"])),
        (&["eventType"], Path(&["EventTypeName"])),
        (&["eventName"], Path(&["EventName"])),
        (&["userIdentity", "type"], Path(&["UserIdentityType"])),
        (
            &["userIdentity", "principalId"],
            Path(&["UserIdentityPrincipalid"]),
        ),
        (&["userIdentity", "arn"], Path(&["UserIdentityArn"])),
        (
            &["userIdentity", "accountId"],
            Path(&["UserIdentityAccountId"]),
        ),
        (
            &["userIdentity", "invokedBy"],
            Path(&["UserIdentityInvokedBy"]),
        ),
        (
            &["userIdentity", "accessKeyId"],
            Path(&["UserIdentityAccessKeyId"]),
        ),
        (
            &["userIdentity", "userName"],
            Path(&["UserIdentityUserName"]),
        ),
        (
            &["userIdentity", "onBehalfOf", "userId"],
            Path(&["UserIdentityUserId"]),
        ),
        (
            &["userIdentity", "onBehalfOf", "identityStoreArn"],
            Path(&["UserIdentityStoreArn"]),
        ),
        (
            &[
                "userIdentity",
                "sessionContext",
                "attributes",
                "mfaAuthenticated",
            ],
            Path(&["SessionMfaAuthenticated"]),
        ),
        (
            &[
                "userIdentity",
                "sessionContext",
                "attributes",
                "creationDate",
            ],
            Time(&Path(&["SessionCreationDate"])),
        ),
        (
            &["userIdentity", "sessionContext", "sessionIssuer", "type"],
            Path(&["SessionIssuerType"]),
        ),
        (
            &[
                "userIdentity",
                "sessionContext",
                "sessionIssuer",
                "principalId",
            ],
            Path(&["SessionIssuerPrincipalId"]),
        ),
        (
            &["userIdentity", "sessionContext", "sessionIssuer", "arn"],
            Path(&["SessionIssuerArn"]),
        ),
        (
            &[
                "userIdentity",
                "sessionContext",
                "sessionIssuer",
                "accountId",
            ],
            Path(&["SessionIssuerAccountId"]),
        ),
        (
            &[
                "userIdentity",
                "sessionContext",
                "sessionIssuer",
                "userName",
            ],
            Path(&["SessionIssuerUserName"]),
        ),
        (
            &["userIdentity", "sessionContext", "ec2RoleDelivery"],
            Path(&["EC2RoleDelivery"]),
        ),
        (&["awsRegion"], Path(&["AWSRegion"])),
        (&["sourceIPAddress"], Path(&["SourceIpAddress"])),
        (&["userAgent"], Path(&["UserAgent"])),
        (&["errorCode"], Path(&["ErrorCode"])),
        (&["errorMessage"], Path(&["ErrorMessage"])),
        (&["requestParameters"], Path(&["RequestParameters"])),
        (&["responseElements"], Path(&["ResponseElements"])),
        (&["additionalEventData"], Path(&["AdditionalEventData"])),
        (
            &["requestID"],
            First(&[Path(&["AwsRequestId_"]), Path(&["AwsRequestId"])]),
        ),
        (&["resources"], Path(&["Resources"])),
        (&["apiVersion"], Path(&["APIVersion"])),
        (&["readOnly"], Truth(&Path(&["ReadOnly"]))),
        (&["recipientAccountId"], Path(&["RecipientAccountId"])),
        (&["serviceEventDetails"], Path(&["ServiceEventDetails"])),
        (&["sharedEventID"], Path(&["SharedEventId"])),
        (&["vpcEndpointId"], Path(&["VpcEndpointId"])),
        (&["managementEvent"], Truth(&Path(&["ManagementEvent"]))),
        (&["tlsDetails", "tlsVersion"], Path(&["TlsVersion"])),
        (&["tlsDetails", "cipherSuite"], Path(&["CipherSuite"])),
        (
            &["tlsDetails", "clientProvidedHostHeader"],
            Path(&["ClientProvidedHostHeader"]),
        ),
        (&["eventTime"], Time(&Path(&["TimeGenerated"]))),
    ]),
    columns: &[
        ("TenantId", Path(&["TenantId"])),
        ("SourceSystem", Path(&["SourceSystem"])),
        ("AwsEventId", Path(&["AwsEventId"])),
        ("EventVersion", Path(&["EventVersion"])),
        ("EventSource", Path(&["EventSource"])),
        ("EventTypeName", Path(&["EventTypeName"])),
        ("EventName", Path(&["EventName"])),
        ("UserIdentityType", Path(&["UserIdentityType"])),
        (
            "UserIdentityPrincipalid",
            Path(&["UserIdentityPrincipalid"]),
        ),
        ("UserIdentityArn", Path(&["UserIdentityArn"])),
        ("UserIdentityAccountId", Path(&["UserIdentityAccountId"])),
        ("UserIdentityInvokedBy", Path(&["UserIdentityInvokedBy"])),
        (
            "UserIdentityAccessKeyId",
            Path(&["UserIdentityAccessKeyId"]),
        ),
        ("UserIdentityUserName", Path(&["UserIdentityUserName"])),
        ("UserIdentityUserId", Path(&["UserIdentityUserId"])),
        ("UserIdentityStoreArn", Path(&["UserIdentityStoreArn"])),
        (
            "SessionMfaAuthenticated",
            Path(&["SessionMfaAuthenticated"]),
        ),
        ("SessionCreationDate", Path(&["SessionCreationDate"])),
        ("SessionIssuerType", Path(&["SessionIssuerType"])),
        (
            "SessionIssuerPrincipalId",
            Path(&["SessionIssuerPrincipalId"]),
        ),
        ("SessionIssuerArn", Path(&["SessionIssuerArn"])),
        ("SessionIssuerAccountId", Path(&["SessionIssuerAccountId"])),
        ("SessionIssuerUserName", Path(&["SessionIssuerUserName"])),
        ("EC2RoleDelivery", Path(&["EC2RoleDelivery"])),
        ("AWSRegion", Path(&["AWSRegion"])),
        ("SourceIpAddress", Path(&["SourceIpAddress"])),
        ("UserAgent", Path(&["UserAgent"])),
        ("ErrorCode", Path(&["ErrorCode"])),
        ("ErrorMessage", Path(&["ErrorMessage"])),
        ("RequestParameters", Path(&["RequestParameters"])),
        ("ResponseElements", Path(&["ResponseElements"])),
        ("AdditionalEventData", Path(&["AdditionalEventData"])),
        ("AwsRequestId", Path(&["AwsRequestId"])),
        ("AwsRequestId_", Path(&["AwsRequestId_"])),
        ("Resources", Path(&["Resources"])),
        ("APIVersion", Path(&["APIVersion"])),
        ("ReadOnly", Path(&["ReadOnly"])),
        ("RecipientAccountId", Path(&["RecipientAccountId"])),
        ("ServiceEventDetails", Path(&["ServiceEventDetails"])),
        ("SharedEventId", Path(&["SharedEventId"])),
        ("VpcEndpointId", Path(&["VpcEndpointId"])),
        ("ManagementEvent", Path(&["ManagementEvent"])),
        ("OperationName", Path(&["OperationName"])),
        ("Category", Path(&["Category"])),
        ("TlsVersion", Path(&["TlsVersion"])),
        ("CipherSuite", Path(&["CipherSuite"])),
        (
            "ClientProvidedHostHeader",
            Path(&["ClientProvidedHostHeader"]),
        ),
        ("IpProtocol", Path(&["IpProtocol"])),
        ("SourcePort", Path(&["SourcePort"])),
        ("DestinationPort", Path(&["DestinationPort"])),
        ("CidrIp", Path(&["CidrIp"])),
        ("TimeGenerated", Path(&["TimeGenerated"])),
        ("Type", CLOUD_TRAIL),
        ("_BilledSize", Path(&["_BilledSize"])),
        ("_IsBillable", Path(&["_IsBillable"])),
    ],
    local_times: true,
    evidence: Some(evidence),
};

/// Events in their own form.
const EVENT: Shape = Shape {
    title: "CloudTrail events",
    keys: Keys::Exact,
    within: &[],
    recognizes: |probe| {
        is_event(probe) && (probe.has_exact("eventTime") || !probe.has_exact("@timestamp"))
    },
    signs: &[
        Path(&["eventName"]),
        Path(&["eventSource"]),
        Path(&["eventType"]),
    ],
    accepts: is_call,
    raw: AS_IT_IS,
    columns: EVENT_COLUMNS,
    local_times: false,
    evidence: None,
};

/// Events whose time a collector has renamed.
const RENAMED_TIME: Shape = Shape {
    title: "CloudTrail events with `@timestamp`",
    recognizes: |probe| is_event(probe) && probe.has_exact("@timestamp"),
    columns: RENAMED_TIME_COLUMNS,
    ..EVENT
};

/// Events whose nested fields have names with dots, as tools write them into columns.
const FLAT: Shape = Shape {
    title: "CloudTrail events with flat names",
    recognizes: |probe| is_event(probe) && probe.has_prefix("userIdentity."),
    raw: NESTED,
    columns: FLAT_COLUMNS,
    ..EVENT
};

/// The columns of Athena and of CloudTrail Lake.
const COLUMNS: Shape = Shape {
    title: "CloudTrail events in columns",
    keys: Keys::Folded,
    recognizes: |probe| {
        probe.has("eventName")
            && probe.has("eventSource")
            && !probe.has_exact("eventName")
            && probe.has("eventTime")
            && [
                "userIdentity",
                "awsRegion",
                "eventVersion",
                "recipientAccountId",
            ]
            .iter()
            .any(|key| probe.has(key))
    },
    raw: Object(&[
        (&["eventID"], Path(&["eventID"])),
        (&["eventVersion"], Path(&["eventVersion"])),
        (&["eventSource"], Path(&["eventSource"])),
        (&["eventType"], Path(&["eventType"])),
        (&["eventName"], Path(&["eventName"])),
        (&["awsRegion"], Path(&["awsRegion"])),
        (&["sourceIPAddress"], Path(&["sourceIPAddress"])),
        (&["userAgent"], Path(&["userAgent"])),
        (&["errorCode"], Path(&["errorCode"])),
        (&["errorMessage"], Path(&["errorMessage"])),
        (&["requestParameters"], Path(&["requestParameters"])),
        (&["responseElements"], Path(&["responseElements"])),
        (&["additionalEventData"], Path(&["additionalEventData"])),
        (&["requestID"], Path(&["requestID"])),
        (&["resources"], RESOURCES),
        (&["apiVersion"], Path(&["apiVersion"])),
        (&["readOnly"], Truth(&Path(&["readOnly"]))),
        (&["recipientAccountId"], Path(&["recipientAccountId"])),
        (&["serviceEventDetails"], Path(&["serviceEventDetails"])),
        (&["sharedEventID"], Path(&["sharedEventID"])),
        (&["vpcEndpointId"], Path(&["vpcEndpointId"])),
        (&["managementEvent"], Truth(&Path(&["managementEvent"]))),
        (&["eventTime"], Time(&Path(&["eventTime"]))),
        (&["eventCategory"], Path(&["eventCategory"])),
        (&["userIdentity"], IDENTITY),
        (&["tlsDetails"], TLS),
    ]),
    columns: COLUMNS_COLUMNS,
    ..EVENT
};

fn is_event(probe: &Probe<'_>) -> bool {
    probe.has_exact("eventName")
        && probe.has_exact("eventSource")
        && [
            "eventVersion",
            "eventID",
            "awsRegion",
            "userIdentity",
            "recipientAccountId",
        ]
        .iter()
        .any(|key| probe.has_exact(key))
}

/// Notifications of S3 and of other services have the same names; Insights events tell of no call.
fn is_call(signs: &[Field<'_>]) -> bool {
    match signs {
        [name, source, kind] => {
            *name != Field::Nothing
                && source
                    .text()
                    .is_some_and(|source| !source.starts_with("aws:"))
                && kind
                    .text()
                    .is_none_or(|kind| kind != "AwsCloudTrailInsight")
        }
        _ => false,
    }
}

fn evidence(probe: &Probe<'_>, times: &mut Times) {
    for column in ["TimeGenerated", "SessionCreationDate"] {
        if let Some(text) = probe.text(column) {
            times.note(&text);
        }
    }
}

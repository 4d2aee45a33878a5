//! Which column of a Sentinel table holds which path of the event that Splunk has.

/// A log that both Splunk and Sentinel hold.
#[derive(Debug)]
pub struct Log {
    /// The sourcetype that a converted search names.
    pub sourcetype: &'static str,
    /// The name of the profile of Splunk's fields.
    pub profile: &'static str,
    /// The table of Sentinel.
    pub table: &'static str,
    pub columns: &'static [Held],
}

/// A path of the event and the column that holds its value.
#[derive(Debug)]
pub struct Held {
    pub path: &'static str,
    pub column: &'static str,
    pub kind: Kind,
    /// How the column's value is another than the event's; empty where it is the same.
    pub differs: &'static str,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Bool,
    Time,
    /// A text that holds an object or an array.
    Json,
    /// An object or an array.
    Dynamic,
}

const fn text(path: &'static str, column: &'static str) -> Held {
    held(path, column, Kind::Text)
}

const fn held(path: &'static str, column: &'static str, kind: Kind) -> Held {
    Held {
        path,
        column,
        kind,
        differs: "",
    }
}

const fn other(path: &'static str, column: &'static str, differs: &'static str) -> Held {
    Held {
        path,
        column,
        kind: Kind::Text,
        differs,
    }
}

const UPPER: &str = "is in upper case in Sentinel";
const LOWER: &str = "is in lower case in Sentinel";
const STATUS: &str = "has other words in Sentinel (`Start`, `Accept`, `Success`, `Failure` for `Started`, `Accepted`, `Succeeded`, `Failed`)";
const CALLER: &str = "is the first of several claims in Sentinel";

/// Every log that can be converted. The first of a table is the one that searches are written for.
pub const LOGS: &[Log] = &[
    Log {
        sourcetype: "aws:cloudtrail",
        profile: "aws_cloudtrail",
        table: "AWSCloudTrail",
        columns: CLOUDTRAIL,
    },
    Log {
        sourcetype: "aws:cloudtrail:lake",
        profile: "aws_security_lake",
        table: "AWSCloudTrail",
        columns: CLOUDTRAIL,
    },
    Log {
        sourcetype: "azure:monitor:activity",
        profile: "azure_activity",
        table: "AzureActivity",
        columns: ACTIVITY,
    },
    Log {
        sourcetype: "mscs:azure:audit",
        profile: "azure_audit",
        table: "AzureActivity",
        columns: ACTIVITY_API,
    },
    Log {
        sourcetype: "google:gcp:pubsub:message",
        profile: "gcp_audit",
        table: "GCPAuditLogs",
        columns: GCP,
    },
];

const CLOUDTRAIL: &[Held] = &[
    held("eventTime", "TimeGenerated", Kind::Time),
    text("eventID", "AwsEventId"),
    text("eventVersion", "EventVersion"),
    text("eventSource", "EventSource"),
    text("eventType", "EventTypeName"),
    text("eventName", "EventName"),
    text("userIdentity.type", "UserIdentityType"),
    text("userIdentity.principalId", "UserIdentityPrincipalid"),
    text("userIdentity.arn", "UserIdentityArn"),
    text("userIdentity.accountId", "UserIdentityAccountId"),
    text("userIdentity.invokedBy", "UserIdentityInvokedBy"),
    text("userIdentity.accessKeyId", "UserIdentityAccessKeyId"),
    text("userIdentity.userName", "UserIdentityUserName"),
    text("userIdentity.onBehalfOf.userId", "UserIdentityUserId"),
    text(
        "userIdentity.onBehalfOf.identityStoreArn",
        "UserIdentityStoreArn",
    ),
    held(
        "userIdentity.sessionContext.attributes.mfaAuthenticated",
        "SessionMfaAuthenticated",
        Kind::Bool,
    ),
    held(
        "userIdentity.sessionContext.attributes.creationDate",
        "SessionCreationDate",
        Kind::Time,
    ),
    text(
        "userIdentity.sessionContext.sessionIssuer.type",
        "SessionIssuerType",
    ),
    text(
        "userIdentity.sessionContext.sessionIssuer.principalId",
        "SessionIssuerPrincipalId",
    ),
    text(
        "userIdentity.sessionContext.sessionIssuer.arn",
        "SessionIssuerArn",
    ),
    text(
        "userIdentity.sessionContext.sessionIssuer.accountId",
        "SessionIssuerAccountId",
    ),
    text(
        "userIdentity.sessionContext.sessionIssuer.userName",
        "SessionIssuerUserName",
    ),
    text(
        "userIdentity.sessionContext.ec2RoleDelivery",
        "EC2RoleDelivery",
    ),
    text("awsRegion", "AWSRegion"),
    text("sourceIPAddress", "SourceIpAddress"),
    text("userAgent", "UserAgent"),
    text("errorCode", "ErrorCode"),
    text("errorMessage", "ErrorMessage"),
    held("requestParameters", "RequestParameters", Kind::Json),
    held("responseElements", "ResponseElements", Kind::Json),
    held("additionalEventData", "AdditionalEventData", Kind::Json),
    text("requestID", "AwsRequestId"),
    held("resources", "Resources", Kind::Json),
    text("apiVersion", "APIVersion"),
    held("readOnly", "ReadOnly", Kind::Bool),
    text("recipientAccountId", "RecipientAccountId"),
    held("serviceEventDetails", "ServiceEventDetails", Kind::Json),
    text("sharedEventID", "SharedEventId"),
    text("vpcEndpointId", "VpcEndpointId"),
    held("managementEvent", "ManagementEvent", Kind::Bool),
    text("tlsDetails.tlsVersion", "TlsVersion"),
    text("tlsDetails.cipherSuite", "CipherSuite"),
    text(
        "tlsDetails.clientProvidedHostHeader",
        "ClientProvidedHostHeader",
    ),
];

const ACTIVITY: &[Held] = &[
    held("time", "TimeGenerated", Kind::Time),
    other("operationName", "OperationNameValue", UPPER),
    other("resourceId", "_ResourceId", LOWER),
    text("resultType", "ActivityStatusValue"),
    text("callerIpAddress", "CallerIpAddress"),
    text("correlationId", "CorrelationId"),
    text("level", "Level"),
    text("operationId", "OperationId"),
    held("identity.authorization", "Authorization_d", Kind::Dynamic),
    held("identity.claims", "Claims_d", Kind::Dynamic),
    other("properties.eventCategory", "CategoryValue", CATEGORY),
    text("properties.hierarchy", "Hierarchy"),
    text("properties.eventDataId", "EventDataId"),
    held("properties", "Properties_d", Kind::Dynamic),
];

const CATEGORY: &str = "is the kind of the log where the event has no category";

const ACTIVITY_API: &[Held] = &[
    held("eventTimestamp", "TimeGenerated", Kind::Time),
    other("operationName.value", "OperationNameValue", UPPER),
    other("resourceId", "_ResourceId", LOWER),
    other("status.value", "ActivityStatusValue", STATUS),
    text("httpRequest.clientIpAddress", "CallerIpAddress"),
    other("caller", "Caller", CALLER),
    text("correlationId", "CorrelationId"),
    text("level", "Level"),
    text("eventDataId", "EventDataId"),
    text("operationId", "OperationId"),
    other("subscriptionId", "SubscriptionId", LOWER),
    other("resourceGroupName", "ResourceGroup", UPPER),
    other("resourceProviderName.value", "ResourceProviderValue", UPPER),
    text("category.value", "CategoryValue"),
    held("authorization", "Authorization_d", Kind::Dynamic),
    held("claims", "Claims_d", Kind::Dynamic),
    held("properties", "Properties_d", Kind::Dynamic),
];

const GCP: &[Held] = &[
    held("timestamp", "TimeGenerated", Kind::Time),
    text("insertId", "InsertId"),
    text("logName", "LogName"),
    text("severity", "Severity"),
    text("resource.type", "GCPResourceType"),
    text("resource.labels.project_id", "ProjectId"),
    text("protoPayload.methodName", "MethodName"),
    text("protoPayload.serviceName", "ServiceName"),
    text("protoPayload.resourceName", "GCPResourceName"),
    text("protoPayload.numResponseItems", "NumResponseItems"),
    text(
        "protoPayload.authenticationInfo.principalEmail",
        "PrincipalEmail",
    ),
    text("protoPayload.status.message", "StatusMessage"),
    held(
        "protoPayload.authenticationInfo",
        "AuthenticationInfo",
        Kind::Dynamic,
    ),
    held(
        "protoPayload.authorizationInfo",
        "AuthorizationInfo",
        Kind::Dynamic,
    ),
    held("protoPayload.metadata", "Metadata", Kind::Dynamic),
    held("protoPayload.request", "Request", Kind::Dynamic),
    held(
        "protoPayload.requestMetadata",
        "RequestMetadata",
        Kind::Dynamic,
    ),
    held(
        "protoPayload.resourceLocation",
        "ResourceLocation",
        Kind::Dynamic,
    ),
    held(
        "protoPayload.resourceOriginalState",
        "ResourceOriginalState",
        Kind::Dynamic,
    ),
    held("protoPayload.response", "Response", Kind::Dynamic),
    held("protoPayload.serviceData", "ServiceData", Kind::Dynamic),
    held("protoPayload.status", "Status", Kind::Dynamic),
];

impl Log {
    /// The log of a sourcetype's profile.
    pub fn of_profile(profile: &str) -> Option<&'static Self> {
        LOGS.iter().find(|log| log.profile == profile)
    }

    /// The log of a table.
    pub fn of_table(table: &str) -> Option<&'static Self> {
        LOGS.iter().find(|log| log.table == table)
    }

    /// What holds a path, and what is left of the path behind it: `instanceId` of
    /// `requestParameters.instanceId`.
    pub fn held<'p>(&self, path: &'p str) -> Option<(&'static Held, &'p str)> {
        let fits = |held: &&Held| {
            let rest = path.strip_prefix(held.path);
            rest.is_some_and(|rest| {
                rest.is_empty()
                    || held.is_object() && (rest.starts_with('.') || rest.starts_with('{'))
            })
        };
        // The longest path says most: the principal's mail before the object that it is in.
        let found = self
            .columns
            .iter()
            .filter(fits)
            .max_by_key(|held| held.path.len())?;
        let rest = path.get(found.path.len()..).unwrap_or_default();
        Some((found, rest.strip_prefix('.').unwrap_or(rest)))
    }

    /// What a column holds, by its name.
    pub fn column(&self, name: &str) -> Option<&'static Held> {
        self.columns.iter().find(|held| held.column == name)
    }
}

/// What an export says of how an operation went, and what the table of today says for it.
const STATUS_WORDS: &[(&str, &str)] = &[
    ("Started", "Start"),
    ("Accepted", "Accept"),
    ("Succeeded", "Success"),
    ("Failed", "Failure"),
];

impl Held {
    /// The word of Sentinel for one of the event, where a column has words of its own.
    pub fn word(&self, event: &str) -> Option<&'static str> {
        let words = (self.differs == STATUS).then_some(STATUS_WORDS)?;
        let found = words
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(event));
        found.map(|(_, sentinel)| *sentinel)
    }

    /// Whether it holds an object, whose members are the fields.
    pub fn is_object(&self) -> bool {
        matches!(self.kind, Kind::Json | Kind::Dynamic)
    }
}

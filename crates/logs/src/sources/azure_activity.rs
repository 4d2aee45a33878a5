//! The Azure Activity log: what was done to the resources of a subscription, by whom and from where.
//!
//! It is exported in four forms: rows of the Log Analytics table of today, rows of the table of old,
//! records of the diagnostic export (storage accounts, event hubs), and events of the REST API
//! (command line, portal, SDKs, alerts).

mod parts;

use vigie_engine::types::Type;

use self::parts::{
    category, is_activity_category, properties, properties_indented, provider, request, resource,
    resource_group, resource_name, signature_status, signature_substatus, status, subscription,
    substatus, unless_json,
};
use super::def::{AS_IT_IS, Field, Probe, Shape, Source};
use super::expr::Expr::{self, Build, ByMode, First, Map, Nothing, Object, Part, Path, Time, Word};
use super::text::{indented, lower, trimmed, upper};
use crate::json::Keys;
use crate::times::{Times, parse};

/// The columns stand as Log Analytics gives them, those that it adds itself last.
pub(super) const SOURCE: Source = Source {
    name: "azure_activity",
    table: "AzureActivity",
    columns: &[
        ("TenantId", Type::String),
        ("SourceSystem", Type::String),
        ("CallerIpAddress", Type::String),
        ("CategoryValue", Type::String),
        ("CorrelationId", Type::String),
        ("Authorization", Type::String),
        ("Authorization_d", Type::Dynamic),
        ("Claims", Type::String),
        ("Claims_d", Type::Dynamic),
        ("Level", Type::String),
        ("OperationNameValue", Type::String),
        ("Properties", Type::String),
        ("Properties_d", Type::Dynamic),
        ("Caller", Type::String),
        ("EventDataId", Type::String),
        ("EventSubmissionTimestamp", Type::Datetime),
        ("HTTPRequest", Type::String),
        ("OperationId", Type::String),
        ("ResourceGroup", Type::String),
        ("ResourceProviderValue", Type::String),
        ("ActivityStatusValue", Type::String),
        ("ActivitySubstatusValue", Type::String),
        ("Hierarchy", Type::String),
        ("TimeGenerated", Type::Datetime),
        ("SubscriptionId", Type::String),
        ("OperationName", Type::String),
        ("ActivityStatus", Type::String),
        ("ActivitySubstatus", Type::String),
        ("Category", Type::String),
        ("ResourceId", Type::String),
        ("ResourceProvider", Type::String),
        ("Resource", Type::String),
        ("Type", Type::String),
        ("_ResourceId", Type::String),
        ("_SubscriptionId", Type::String),
        ("_BilledSize", Type::Real),
        ("_IsBillable", Type::String),
    ],
    time: "TimeGenerated",
    needs_time: true,
    id: "EventDataId",
    shapes: &[TABLE, LEGACY_TABLE, EXPORT, EVENT, ALERT],
};

/// Rows of today's table: portal CSV, query results. They are what the table holds.
const TABLE: Shape = Shape {
    title: "rows of the AzureActivity table",
    keys: Keys::Folded,
    within: &[],
    recognizes: |probe| {
        probe.has("OperationNameValue")
            && (probe.has("ActivityStatusValue") || probe.has("CategoryValue"))
    },
    signs: &[First(&[Path(&["Type"]), Path(&["$table"])])],
    accepts: is_azure_activity,
    raw: Object(TABLE_EVENT),
    columns: &[
        ("TenantId", Path(&["TenantId"])),
        ("SourceSystem", First(&[Path(&["SourceSystem"]), AZURE])),
        ("CallerIpAddress", Path(&["CallerIpAddress"])),
        ("CategoryValue", Path(&["CategoryValue"])),
        ("CorrelationId", Path(&["CorrelationId"])),
        (
            "Authorization",
            Build(indented, &[Path(&["Authorization"])]),
        ),
        (
            "Authorization_d",
            First(&[Path(&["Authorization_d"]), Path(&["Authorization"])]),
        ),
        ("Claims", Build(indented, &[Path(&["Claims"])])),
        ("Claims_d", First(&[Path(&["Claims_d"]), Path(&["Claims"])])),
        ("Level", Path(&["Level"])),
        ("OperationNameValue", Path(&["OperationNameValue"])),
        ("Properties", Build(indented, &[Path(&["Properties"])])),
        (
            "Properties_d",
            First(&[Path(&["Properties_d"]), Path(&["Properties"])]),
        ),
        ("Caller", Path(&["Caller"])),
        ("EventDataId", Path(&["EventDataId"])),
        (
            "EventSubmissionTimestamp",
            Path(&["EventSubmissionTimestamp"]),
        ),
        ("HTTPRequest", Path(&["HTTPRequest"])),
        ("OperationId", Path(&["OperationId"])),
        ("ResourceGroup", Path(&["ResourceGroup"])),
        ("ResourceProviderValue", Path(&["ResourceProviderValue"])),
        ("ActivityStatusValue", Path(&["ActivityStatusValue"])),
        ("ActivitySubstatusValue", Path(&["ActivitySubstatusValue"])),
        ("Hierarchy", Path(&["Hierarchy"])),
        ("TimeGenerated", Path(&["TimeGenerated"])),
        ("SubscriptionId", Path(&["SubscriptionId"])),
        ("OperationName", Path(&["OperationName"])),
        ("ActivityStatus", Path(&["ActivityStatus"])),
        ("ActivitySubstatus", Path(&["ActivitySubstatus"])),
        ("Category", Path(&["Category"])),
        ("ResourceId", Path(&["ResourceId"])),
        ("ResourceProvider", Path(&["ResourceProvider"])),
        ("Resource", Path(&["Resource"])),
        ("Type", ACTIVITY),
        (
            "_ResourceId",
            Part(
                lower,
                &First(&[Path(&["_ResourceId"]), Path(&["ResourceId"])]),
            ),
        ),
        (
            "_SubscriptionId",
            Part(
                lower,
                &First(&[Path(&["_SubscriptionId"]), Path(&["SubscriptionId"])]),
            ),
        ),
        ("_BilledSize", Path(&["_BilledSize"])),
        ("_IsBillable", Path(&["_IsBillable"])),
    ],
    local_times: true,
    evidence: Some(evidence),
};

/// Rows of the table before its change in 2019 and 2020: old status words, and the name of the
/// operation only for display.
const LEGACY_TABLE: Shape = Shape {
    title: "rows of the AzureActivity table of before 2020",
    keys: Keys::Folded,
    within: &[],
    recognizes: |probe| {
        probe.has("OperationName")
            && probe.has("ActivityStatus")
            && !probe.has("OperationNameValue")
            && (probe.has("EventSubmissionTimestamp") || probe.has("ResourceProvider"))
    },
    signs: &[First(&[Path(&["Type"]), Path(&["$table"])])],
    accepts: is_azure_activity,
    raw: Object(LEGACY_EVENT),
    columns: &[
        ("TenantId", Path(&["TenantId"])),
        ("SourceSystem", AZURE),
        ("CallerIpAddress", Path(&["CallerIpAddress"])),
        ("CategoryValue", Path(&["Category"])),
        ("CorrelationId", Path(&["CorrelationId"])),
        (
            "Authorization",
            Build(indented, &[Path(&["Authorization"])]),
        ),
        ("Authorization_d", Path(&["Authorization"])),
        ("Claims", Build(indented, &[Path(&["Claims"])])),
        ("Claims_d", Path(&["Claims"])),
        ("Level", Path(&["Level"])),
        (
            "OperationNameValue",
            ByMode {
                sentinel: &Part(upper, &LEGACY_OPERATION),
                verbatim: &LEGACY_OPERATION,
            },
        ),
        (
            "Properties",
            ByMode {
                sentinel: &Build(properties_indented, LEGACY_PROPERTIES),
                verbatim: &Build(indented, &[Path(&["Properties"])]),
            },
        ),
        (
            "Properties_d",
            ByMode {
                sentinel: &Build(properties, LEGACY_PROPERTIES),
                verbatim: &Path(&["Properties"]),
            },
        ),
        ("Caller", Path(&["Caller"])),
        ("EventDataId", Path(&["EventDataId"])),
        (
            "EventSubmissionTimestamp",
            Path(&["EventSubmissionTimestamp"]),
        ),
        ("HTTPRequest", Path(&["HTTPRequest"])),
        ("OperationId", Path(&["OperationId"])),
        (
            "ResourceGroup",
            ByMode {
                sentinel: &Part(upper, &Path(&["ResourceGroup"])),
                verbatim: &Path(&["ResourceGroup"]),
            },
        ),
        (
            "ResourceProviderValue",
            ByMode {
                sentinel: &Part(upper, &Part(provider, &Path(&["ResourceId"]))),
                verbatim: &Path(&["ResourceProvider"]),
            },
        ),
        (
            "ActivityStatusValue",
            ByMode {
                sentinel: &Map(status, &Path(&["ActivityStatus"])),
                verbatim: &Path(&["ActivityStatus"]),
            },
        ),
        (
            "ActivitySubstatusValue",
            ByMode {
                sentinel: &Part(substatus, &Path(&["ActivitySubstatus"])),
                verbatim: &Path(&["ActivitySubstatus"]),
            },
        ),
        ("Hierarchy", Path(&["Properties", "hierarchy"])),
        ("TimeGenerated", Path(&["TimeGenerated"])),
        ("SubscriptionId", Part(lower, &Path(&["SubscriptionId"]))),
        ("OperationName", legacy(&Path(&["OperationName"]))),
        ("ActivityStatus", legacy(&Path(&["ActivityStatus"]))),
        ("ActivitySubstatus", legacy(&Path(&["ActivitySubstatus"]))),
        ("Category", legacy(&Path(&["Category"]))),
        ("ResourceId", legacy(&Path(&["ResourceId"]))),
        ("ResourceProvider", legacy(&Path(&["ResourceProvider"]))),
        ("Resource", legacy(&Path(&["Resource"]))),
        ("Type", ACTIVITY),
        ("_ResourceId", Part(lower, &Path(&["ResourceId"]))),
        ("_SubscriptionId", Part(lower, &Path(&["SubscriptionId"]))),
    ],
    local_times: true,
    evidence: Some(evidence),
};

/// Records of a diagnostic setting, in storage accounts and event hubs.
const EXPORT: Shape = Shape {
    title: "an Azure Monitor export of the activity log",
    keys: Keys::Folded,
    within: &[],
    recognizes: |probe| {
        probe.has("operationName")
            && (probe.has("time") || probe.has("resourceId"))
            && probe
                .text("category")
                .is_some_and(|category| is_activity_category(&category))
    },
    signs: &[Path(&["category"]), Path(&["operationName"])],
    accepts: |signs| match signs {
        [category, operation] => {
            *operation != Field::Nothing
                && category
                    .text()
                    .is_some_and(|category| is_activity_category(&category))
        }
        _ => false,
    },
    raw: AS_IT_IS,
    columns: &[
        ("TenantId", legacy(&Path(&["tenantId"]))),
        ("SourceSystem", AZURE),
        ("CallerIpAddress", EXPORT_ADDRESS),
        (
            "CategoryValue",
            First(&[
                Path(&["properties", "eventCategory"]),
                Map(category, &Path(&["category"])),
            ]),
        ),
        ("CorrelationId", Path(&["correlationId"])),
        (
            "Authorization",
            Build(indented, &[Path(&["identity", "authorization"])]),
        ),
        ("Authorization_d", Path(&["identity", "authorization"])),
        ("Claims", Build(indented, &[Path(&["identity", "claims"])])),
        ("Claims_d", Path(&["identity", "claims"])),
        ("Level", Path(&["level"])),
        (
            "OperationNameValue",
            ByMode {
                sentinel: &Part(upper, &OPERATION),
                verbatim: &OPERATION,
            },
        ),
        (
            "Properties",
            ByMode {
                sentinel: &Build(properties_indented, EXPORT_PROPERTIES),
                verbatim: &Build(indented, &[Path(&["properties"])]),
            },
        ),
        (
            "Properties_d",
            ByMode {
                sentinel: &Build(properties, EXPORT_PROPERTIES),
                verbatim: &Path(&["properties"]),
            },
        ),
        ("Caller", EXPORT_CALLER),
        ("EventDataId", EXPORT_EVENT_ID),
        ("EventSubmissionTimestamp", EXPORT_SUBMISSION),
        (
            "HTTPRequest",
            ByMode {
                sentinel: &Build(request, &[EXPORT_ADDRESS]),
                verbatim: &Nothing,
            },
        ),
        ("OperationId", Path(&["operationId"])),
        (
            "ResourceGroup",
            ByMode {
                sentinel: &Part(upper, &Part(resource_group, &RESOURCE_ID)),
                verbatim: &Part(resource_group, &RESOURCE_ID),
            },
        ),
        (
            "ResourceProviderValue",
            ByMode {
                sentinel: &Part(upper, &Part(provider, &RESOURCE_ID)),
                verbatim: &Part(provider, &RESOURCE_ID),
            },
        ),
        ("ActivityStatusValue", EXPORT_STATUS),
        ("ActivitySubstatusValue", EXPORT_SUBSTATUS),
        ("Hierarchy", Path(&["properties", "hierarchy"])),
        ("TimeGenerated", Path(&["time"])),
        (
            "SubscriptionId",
            Part(lower, &Part(subscription, &RESOURCE_ID)),
        ),
        ("OperationName", legacy(&OPERATION)),
        (
            "ActivityStatus",
            legacy(&First(&[
                Part(signature_status, &Path(&["resultSignature"])),
                Path(&["resultType"]),
            ])),
        ),
        ("ActivitySubstatus", legacy(&EXPORT_SUBSTATUS)),
        ("Category", legacy(&Path(&["category"]))),
        ("ResourceId", legacy(&RESOURCE_ID)),
        ("ResourceProvider", legacy(&Part(provider, &RESOURCE_ID))),
        ("Resource", legacy(&Part(resource_name, &RESOURCE_ID))),
        ("Type", ACTIVITY),
        ("_ResourceId", Part(lower, &RESOURCE_ID)),
        (
            "_SubscriptionId",
            Part(lower, &Part(subscription, &RESOURCE_ID)),
        ),
    ],
    local_times: false,
    evidence: None,
};

/// Events of the REST API, as the command line, the portal and the SDKs give them.
const EVENT: Shape = Shape {
    title: "events of the Azure Activity API",
    keys: Keys::Folded,
    within: &[],
    recognizes: |probe| {
        probe.has("eventTimestamp")
            && probe.has("operationName")
            && ["status", "eventDataId", "authorization", "caller"]
                .iter()
                .any(|key| probe.has(key))
    },
    signs: &[OPERATION],
    accepts: |signs| matches!(signs, [operation] if *operation != Field::Nothing),
    raw: AS_IT_IS,
    columns: &[
        ("TenantId", legacy(&Path(&["tenantId"]))),
        ("SourceSystem", AZURE),
        ("CallerIpAddress", EVENT_ADDRESS),
        (
            "CategoryValue",
            First(&[
                Path(&["category", "value"]),
                Part(unless_json, &Path(&["category"])),
                Path(&["eventSource", "value"]),
                Part(unless_json, &Path(&["eventSource"])),
                Path(&["properties", "eventCategory"]),
            ]),
        ),
        ("CorrelationId", Path(&["correlationId"])),
        (
            "Authorization",
            Build(indented, &[Path(&["authorization"])]),
        ),
        ("Authorization_d", Path(&["authorization"])),
        ("Claims", Build(indented, &[Path(&["claims"])])),
        ("Claims_d", Path(&["claims"])),
        ("Level", Path(&["level"])),
        (
            "OperationNameValue",
            ByMode {
                sentinel: &Part(upper, &OPERATION),
                verbatim: &OPERATION,
            },
        ),
        (
            "Properties",
            ByMode {
                sentinel: &Build(properties_indented, EVENT_PROPERTIES),
                verbatim: &Build(indented, &[Path(&["properties"])]),
            },
        ),
        (
            "Properties_d",
            ByMode {
                sentinel: &Build(properties, EVENT_PROPERTIES),
                verbatim: &Path(&["properties"]),
            },
        ),
        ("Caller", EVENT_CALLER),
        ("EventDataId", Path(&["eventDataId"])),
        ("EventSubmissionTimestamp", EVENT_SUBMISSION),
        (
            "HTTPRequest",
            ByMode {
                sentinel: &Build(request, &[EVENT_ADDRESS]),
                verbatim: &Build(indented, &[Path(&["httpRequest"])]),
            },
        ),
        ("OperationId", Path(&["operationId"])),
        (
            "ResourceGroup",
            ByMode {
                sentinel: &Part(upper, &EVENT_GROUP),
                verbatim: &EVENT_GROUP,
            },
        ),
        (
            "ResourceProviderValue",
            ByMode {
                sentinel: &Part(upper, &EVENT_PROVIDER),
                verbatim: &EVENT_PROVIDER,
            },
        ),
        (
            "ActivityStatusValue",
            ByMode {
                sentinel: &Map(status, &EVENT_STATUS),
                verbatim: &EVENT_STATUS,
            },
        ),
        (
            "ActivitySubstatusValue",
            ByMode {
                sentinel: &Part(substatus, &EVENT_SUBSTATUS),
                verbatim: &EVENT_SUBSTATUS,
            },
        ),
        ("Hierarchy", Path(&["properties", "hierarchy"])),
        ("TimeGenerated", Path(&["eventTimestamp"])),
        ("SubscriptionId", Part(lower, &EVENT_SUBSCRIPTION)),
        (
            "OperationName",
            legacy(&First(&[
                Path(&["operationName", "localizedValue"]),
                OPERATION,
            ])),
        ),
        ("ActivityStatus", legacy(&EVENT_STATUS)),
        ("ActivitySubstatus", legacy(&EVENT_SUBSTATUS)),
        (
            "Category",
            legacy(&First(&[
                Path(&["category", "value"]),
                Path(&["eventSource", "value"]),
                Path(&["properties", "eventCategory"]),
            ])),
        ),
        ("ResourceId", legacy(&RESOURCE_ID)),
        ("ResourceProvider", legacy(&EVENT_PROVIDER)),
        ("Resource", legacy(&Part(resource_name, &RESOURCE_ID))),
        ("Type", ACTIVITY),
        ("_ResourceId", Part(lower, &RESOURCE_ID)),
        ("_SubscriptionId", Part(lower, &EVENT_SUBSCRIPTION)),
    ],
    local_times: false,
    evidence: None,
};

/// What an activity log alert posts: one event with the alert around it.
const ALERT: Shape = Shape {
    title: "activity log alerts",
    within: &["data", "context", "activityLog"],
    ..EVENT
};

const AZURE: Expr = Word("Azure");
const ACTIVITY: Expr = Word("AzureActivity");

/// A column of old that is empty today.
const fn legacy(verbatim: &'static Expr) -> Expr {
    ByMode {
        sentinel: &Nothing,
        verbatim,
    }
}

/// A localizable string, or a plain one where a tool has flattened it.
const OPERATION: Expr = First(&[
    Path(&["operationName", "value"]),
    Part(unless_json, &Path(&["operationName"])),
]);
const RESOURCE_ID: Expr = First(&[Path(&["resourceId"]), Path(&["resourceUri"])]);

const EXPORT_ADDRESS: Expr = First(&[
    Path(&["callerIpAddress"]),
    Path(&["identity", "claims", "ipaddr"]),
]);
const EXPORT_CALLER: Expr = Part(
    trimmed,
    &First(&[
        Path(&["identity", "claims", UPN]),
        Path(&["identity", "claims", NAME]),
        Path(&["identity", "claims", "upn"]),
        Path(&["identity", "claims", "name"]),
        Path(&["identity", "claims", OBJECT_ID]),
        Path(&["identity", "claims", "appid"]),
        Path(&["identity", "claims", MAIL]),
    ]),
);
const EXPORT_EVENT_ID: Expr =
    First(&[Path(&["properties", "eventDataId"]), Path(&["eventDataId"])]);
const EXPORT_SUBMISSION: Expr = First(&[
    Path(&["properties", "eventSubmissionTimestamp"]),
    Path(&["time"]),
]);
/// The signature, such as `Succeeded.OK`, stands in where there is no type.
const EXPORT_STATUS: Expr = First(&[
    Path(&["resultType"]),
    ByMode {
        sentinel: &Map(status, &Part(signature_status, &Path(&["resultSignature"]))),
        verbatim: &Part(signature_status, &Path(&["resultSignature"])),
    },
]);
const EXPORT_SUBSTATUS: Expr = First(&[
    Part(signature_substatus, &Path(&["resultSignature"])),
    Path(&["properties", "statusCode"]),
]);
const EXPORT_PROPERTIES: &[Expr] = &[
    Path(&["properties"]),
    EXPORT_CALLER,
    EXPORT_EVENT_ID,
    EXPORT_SUBMISSION,
    EXPORT_ADDRESS,
    Map(resource, &RESOURCE_ID),
    Part(upper, &Part(resource_group, &RESOURCE_ID)),
    Part(upper, &Part(provider, &RESOURCE_ID)),
    Part(subscription, &RESOURCE_ID),
    EXPORT_STATUS,
    EXPORT_SUBSTATUS,
];

const EVENT_ADDRESS: Expr = First(&[
    Path(&["httpRequest", "clientIpAddress"]),
    Path(&["claims", "ipaddr"]),
]);
const EVENT_CALLER: Expr = Part(
    trimmed,
    &First(&[
        Path(&["caller"]),
        Path(&["claims", UPN]),
        Path(&["claims", NAME]),
        Path(&["claims", OBJECT_ID]),
        Path(&["claims", "appid"]),
    ]),
);
const EVENT_SUBMISSION: Expr = First(&[Path(&["submissionTimestamp"]), Path(&["eventTimestamp"])]);
const EVENT_GROUP: Expr = First(&[
    Path(&["resourceGroupName"]),
    Part(resource_group, &RESOURCE_ID),
]);
const EVENT_PROVIDER: Expr = First(&[
    Path(&["resourceProviderName", "value"]),
    Part(unless_json, &Path(&["resourceProviderName"])),
    Part(provider, &RESOURCE_ID),
]);
const EVENT_STATUS: Expr = First(&[
    Path(&["status", "value"]),
    Part(unless_json, &Path(&["status"])),
]);
const EVENT_SUBSTATUS: Expr = First(&[
    Path(&["subStatus", "value"]),
    Part(unless_json, &Path(&["subStatus"])),
    Path(&["properties", "statusCode"]),
]);
const EVENT_SUBSCRIPTION: Expr =
    First(&[Path(&["subscriptionId"]), Part(subscription, &RESOURCE_ID)]);
const EVENT_PROPERTIES: &[Expr] = &[
    Path(&["properties"]),
    EVENT_CALLER,
    Path(&["eventDataId"]),
    EVENT_SUBMISSION,
    EVENT_ADDRESS,
    Map(resource, &RESOURCE_ID),
    Part(upper, &EVENT_GROUP),
    Part(upper, &EVENT_PROVIDER),
    EVENT_SUBSCRIPTION,
    Map(status, &EVENT_STATUS),
    Part(substatus, &EVENT_SUBSTATUS),
];

const LEGACY_OPERATION: Expr = First(&[
    Path(&["Properties", "message"]),
    Path(&["Authorization", "action"]),
    Path(&["OperationName"]),
]);
const LEGACY_PROPERTIES: &[Expr] = &[
    Path(&["Properties"]),
    Path(&["Caller"]),
    Path(&["EventDataId"]),
    Nothing,
    Path(&["CallerIpAddress"]),
    Map(resource, &Path(&["ResourceId"])),
    Part(upper, &Path(&["ResourceGroup"])),
    Part(upper, &Part(provider, &Path(&["ResourceId"]))),
    Path(&["SubscriptionId"]),
    Map(status, &Path(&["ActivityStatus"])),
    Part(substatus, &Path(&["ActivitySubstatus"])),
];

const UPN: &str = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn";
const NAME: &str = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name";
const MAIL: &str = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress";
const OBJECT_ID: &str = "http://schemas.microsoft.com/identity/claims/objectidentifier";

/// The record of a diagnostic setting that a row was made of, as far as the columns hold it.
const TABLE_EVENT: &[(&[&str], Expr)] = &[
    (&["time"], Time(&Path(&["TimeGenerated"]))),
    (
        &["resourceId"],
        First(&[Path(&["ResourceId"]), Path(&["_ResourceId"])]),
    ),
    (&["operationName"], Path(&["OperationNameValue"])),
    (&["category"], Path(&["CategoryValue"])),
    (&["resultType"], Path(&["ActivityStatusValue"])),
    (&["resultSignature"], Path(&["ActivitySubstatusValue"])),
    (&["callerIpAddress"], Path(&["CallerIpAddress"])),
    (&["correlationId"], Path(&["CorrelationId"])),
    (
        &["identity", "authorization"],
        First(&[Path(&["Authorization_d"]), Path(&["Authorization"])]),
    ),
    (
        &["identity", "claims"],
        First(&[Path(&["Claims_d"]), Path(&["Claims"])]),
    ),
    (&["level"], Path(&["Level"])),
    (
        &["properties"],
        First(&[Path(&["Properties_d"]), Path(&["Properties"])]),
    ),
    (&["tenantId"], Path(&["TenantId"])),
];

/// The same of a row of old.
const LEGACY_EVENT: &[(&[&str], Expr)] = &[
    (&["time"], Time(&Path(&["TimeGenerated"]))),
    (&["resourceId"], Path(&["ResourceId"])),
    (&["operationName"], LEGACY_OPERATION),
    (&["category"], Path(&["Category"])),
    (&["resultType"], Path(&["ActivityStatus"])),
    (&["resultSignature"], Path(&["ActivitySubstatus"])),
    (&["callerIpAddress"], Path(&["CallerIpAddress"])),
    (&["correlationId"], Path(&["CorrelationId"])),
    (&["identity", "authorization"], Path(&["Authorization"])),
    (&["identity", "claims"], Path(&["Claims"])),
    (&["level"], Path(&["Level"])),
    (&["properties"], Path(&["Properties"])),
    (&["tenantId"], Path(&["TenantId"])),
];

/// Rows of a union of tables name their table.
fn is_azure_activity(signs: &[Field<'_>]) -> bool {
    signs
        .first()
        .and_then(Field::text)
        .is_none_or(|table| table == "AzureActivity")
}

/// Today's rows hold the time of submission twice: as the portal's locale has it, and as it was.
fn evidence(probe: &Probe<'_>, times: &mut Times) {
    for column in ["TimeGenerated", "EventSubmissionTimestamp"] {
        if let Some(text) = probe.text(column) {
            times.note(&text);
        }
    }
    let (Some(local), Some(known)) = (
        probe.text("EventSubmissionTimestamp"),
        parts::submission_in(probe),
    ) else {
        return;
    };
    if let Some(ticks) = parse(&known, None) {
        times.note_known(&local, ticks);
    }
}

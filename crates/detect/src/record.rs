//! The records behind alerts: where they stand, and what they say about themselves.

use std::collections::BTreeMap;
use std::sync::Arc;

use vigie_engine::compute::record_path;
use vigie_engine::frame::Frame;
use vigie_engine::members::Members;
use vigie_languages::sigma::profile;
use vigie_logs::{RECORD_FILE, RECORD_NUMBER};

use crate::alert::Record;

/// A record that was read: its time, the table by its place among the rule's, the row in its frame.
pub(crate) type Place = (i64, usize, usize);

/// What a record says about itself stands in columns with other names in each table; the first that
/// has a value counts.
const EVENT_IDS: &[&str] = &[
    "EventDataId",
    "AwsEventId",
    "EventID",
    "eventID",
    "InsertId",
    "insertId",
    "EventId",
    "OfficeId",
    "_ItemId",
    "_id",
];
const OPERATIONS: &[&str] = &[
    "OperationNameValue",
    "OperationName",
    "EventName",
    "eventName",
    "MethodName",
    "Operation",
    "RiskEventType",
    "Action",
    "EventType",
    "Activity",
];
const ACTORS: &[&str] = &[
    "Caller",
    "UserPrincipalName",
    "UserIdentityArn",
    "UserIdentityPrincipalid",
    "PrincipalEmail",
    "AuthenticationPrincipalEmail",
    "Identity",
    "UserId",
    "Actor",
    "Account",
];
const ADDRESSES: &[&str] = &[
    "CallerIpAddress",
    "SourceIpAddress",
    "sourceIPAddress",
    "IPAddress",
    "IpAddress",
    "CallerIp",
    "ActorIp",
    "ClientIP",
    "ClientIp",
];
const RESOURCES: &[&str] = &[
    "_ResourceId",
    "ResourceId",
    "GCPResourceName",
    "ResourceName",
];
const RESULTS: &[&str] = &[
    "ActivityStatusValue",
    "ActivityStatus",
    "ErrorCode",
    "ResultType",
    "StatusMessage",
    "Result",
];

/// The columns with which records of a known log are looked for.
pub(crate) struct Described {
    pub(crate) actor: &'static str,
    pub(crate) address: &'static str,
    pub(crate) resource: &'static str,
    pub(crate) shown: &'static [&'static str],
}

/// The columns of a table to look further with; `None` for a table of no known log.
pub(crate) fn described(table: &str) -> Option<Described> {
    Some(match table {
        "AzureActivity" => Described {
            actor: "Caller",
            address: "CallerIpAddress",
            resource: "_ResourceId",
            shown: &[
                "TimeGenerated",
                "Caller",
                "CallerIpAddress",
                "OperationNameValue",
                "ActivityStatusValue",
                "_ResourceId",
            ],
        },
        "AWSCloudTrail" => Described {
            actor: "UserIdentityArn",
            address: "SourceIpAddress",
            resource: "Resources",
            shown: &[
                "TimeGenerated",
                "UserIdentityArn",
                "SourceIpAddress",
                "EventName",
                "ErrorCode",
                "RequestParameters",
            ],
        },
        _ => return None,
    })
}

/// The column of the tables of events that holds the event itself.
const EVENT: &str = "_raw";

/// All columns that records are described with.
pub(crate) fn columns() -> Vec<&'static str> {
    let own: &[&str] = &[EVENT];
    [
        EVENT_IDS, OPERATIONS, ACTORS, ADDRESSES, RESOURCES, RESULTS, own,
    ]
    .concat()
}

/// The members of its events that records of a table of events are described with.
pub(crate) fn members(table: &str) -> Members {
    let Some(log) = profile::profiles().iter().find(|p| p.table == table) else {
        return Members::default();
    };
    let columns = columns();
    let paths = columns.iter().filter_map(|column| field(log, column));
    let paths = paths.flat_map(|field| log.paths(field));
    paths.fold(Members::default(), |members, path| {
        members.clone().with(&path).unwrap_or(members)
    })
}

/// Where in an event stands what a column of that name holds in other tables.
fn field<'l>(log: &'l profile::Profile, column: &'l str) -> Option<&'l str> {
    let shown = log.show.iter().find(|(own, _)| own == column);
    match shown {
        Some((_, field)) => Some(field.as_str()),
        None => log.stores(column).then_some(column),
    }
}

/// The rows that were read of the logs, and those that each rule looks at.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// The rows of the logs.
    pub(crate) logs: Arc<Frame>,
    /// The rows that the rule needs of them.
    pub(crate) rule: Arc<Frame>,
}

impl Source {
    /// The row of the logs that a row of the rule's frame is.
    pub(crate) fn origin(&self, row: usize) -> Option<usize> {
        self.rule.origin(row)
    }
}

/// The record at a place.
pub(crate) fn record(sources: &BTreeMap<String, Source>, place: Place) -> Option<Record> {
    let (_, table, row) = place;
    let (name, source) = sources.iter().nth(table)?;
    let frame = &source.logs;
    let text = |column: &str| frame.value(row, column).map(|v| v.to_text());
    let event = text(EVENT).filter(|e| !e.is_empty());
    let log = profile::profiles().iter().find(|p| p.table == *name);
    // A table of events has no such columns; its log says where they stand in an event.
    let inside = |columns: &[&str]| {
        let (event, log) = (event.as_deref()?, log?);
        columns
            .iter()
            .find_map(|column| record_path::text(event, &log.paths(field(log, column)?)))
    };
    let first = |columns: &[&str]| {
        let mut texts = columns.iter().filter_map(|c| text(c));
        let own = texts.find(|t| !t.is_empty());
        own.or_else(|| inside(columns)).unwrap_or_default()
    };
    Some(Record {
        table: name.clone(),
        file: text(RECORD_FILE).unwrap_or_default(),
        number: text(RECORD_NUMBER)
            .and_then(|n| n.parse().ok())
            .unwrap_or_default(),
        time: frame.times().get(row).copied().filter(|t| *t > i64::MIN),
        event_id: first(EVENT_IDS),
        operation: first(OPERATIONS),
        actor: first(ACTORS),
        address: first(ADDRESSES),
        resource: first(RESOURCES),
        result: first(RESULTS),
    })
}

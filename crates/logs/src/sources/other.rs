//! Files that are no known log, as records: for languages that speak of events and not of columns.

use super::def::{AS_IT_IS, Shape, Source};
use super::expr::Expr::{First, Path};
use crate::json::Keys;

/// In front of the name of a table of such files: that of their records.
pub const RECORDS_OF: &str = "_raw_";

/// The records of any file. Their times stand where tools commonly write them, if anywhere.
pub static OTHER: Source = Source {
    name: "other",
    table: "other",
    columns: &[],
    time: "_time",
    needs_time: false,
    id: "_id",
    shapes: &[Shape {
        title: "records of no known log",
        keys: Keys::Folded,
        within: &[],
        recognizes: |_| true,
        signs: &[],
        accepts: |_| true,
        raw: AS_IT_IS,
        columns: &[
            (
                "_time",
                First(&[
                    Path(&["_time"]),
                    Path(&["TimeGenerated"]),
                    Path(&["timestamp"]),
                    Path(&["@timestamp"]),
                    Path(&["time"]),
                    Path(&["eventTime"]),
                    Path(&["datetime"]),
                ]),
            ),
            (
                "_id",
                First(&[
                    Path(&["id"]),
                    Path(&["eventId"]),
                    Path(&["uuid"]),
                    Path(&["guid"]),
                ]),
            ),
        ],
        local_times: false,
        evidence: None,
    }],
};

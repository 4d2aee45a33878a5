//! Events in the Open Cybersecurity Schema, as Security Lake keeps them.

use super::def::{AS_IT_IS, Shape, Source};
use super::expr::Expr::{Map, Path};
use super::text::epoch;
use crate::json::Keys;

/// There is a table of records alone.
pub(super) const SOURCE: Source = Source {
    name: "ocsf",
    table: "ocsf",
    columns: &[],
    time: "_time",
    needs_time: true,
    id: "_id",
    shapes: &[Shape {
        title: "events in the Open Cybersecurity Schema",
        keys: Keys::Exact,
        within: &[],
        recognizes: |probe| {
            probe.has_exact("class_uid") && probe.has_exact("metadata") && probe.has_exact("time")
        },
        signs: &[],
        accepts: |_| true,
        raw: AS_IT_IS,
        columns: &[
            ("_time", Map(epoch, &Path(&["time"]))),
            ("_id", Path(&["metadata", "uid"])),
        ],
        local_times: false,
        evidence: None,
    }],
};

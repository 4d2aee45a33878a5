//! Activities of Google Workspace, as its reports API gives them.

use super::def::{AS_IT_IS, Shape, Source};
use super::expr::Expr::Path;
use crate::json::Keys;

/// There is a table of records alone.
pub(super) const SOURCE: Source = Source {
    name: "gcp_workspace",
    table: "gcp_workspace",
    columns: &[],
    time: "_time",
    needs_time: true,
    id: "_id",
    shapes: &[Shape {
        title: "activities of Google Workspace",
        keys: Keys::Exact,
        within: &[],
        recognizes: |probe| {
            probe.has_exact("events")
                && probe
                    .text("kind")
                    .is_some_and(|kind| kind.ends_with("reports#activity"))
        },
        signs: &[],
        accepts: |_| true,
        raw: AS_IT_IS,
        columns: &[
            ("_time", Path(&["id", "time"])),
            ("_id", Path(&["id", "uniqueQualifier"])),
        ],
        local_times: false,
        evidence: None,
    }],
};

//! The audit log of Bitbucket.

use super::def::{AS_IT_IS, Shape, Source};
use super::expr::Expr::{Map, Path};
use super::text::epoch;
use crate::json::Keys;

/// There is a table of records alone.
pub(super) const SOURCE: Source = Source {
    name: "bitbucket_audit",
    table: "bitbucket_audit",
    columns: &[],
    time: "_time",
    needs_time: true,
    id: "_id",
    shapes: &[Shape {
        title: "events of a Bitbucket audit log",
        keys: Keys::Exact,
        within: &[],
        recognizes: |probe| probe.has_exact("auditType") && probe.has_exact("timestamp"),
        signs: &[],
        accepts: |_| true,
        raw: AS_IT_IS,
        columns: &[
            ("_time", Map(epoch, &Path(&["timestamp"]))),
            ("_id", Path(&["id"])),
        ],
        local_times: false,
        evidence: None,
    }],
};

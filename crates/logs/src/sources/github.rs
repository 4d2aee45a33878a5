//! The audit log of a GitHub organization.

use super::def::{AS_IT_IS, Shape, Source};
use super::expr::Expr::{First, Map, Path};
use super::text::epoch;
use crate::json::Keys;

/// There is a table of records alone.
pub(super) const SOURCE: Source = Source {
    name: "github",
    table: "github",
    columns: &[],
    time: "_time",
    needs_time: true,
    id: "_id",
    shapes: &[Shape {
        title: "events of a GitHub audit log",
        keys: Keys::Exact,
        within: &[],
        recognizes: |probe| {
            probe.has_exact("action")
                && probe.has_exact("actor")
                && (probe.has_exact("@timestamp") || probe.has_exact("created_at"))
                && ["_document_id", "org", "business", "repo"]
                    .iter()
                    .any(|key| probe.has_exact(key))
        },
        signs: &[],
        accepts: |_| true,
        raw: AS_IT_IS,
        columns: &[
            (
                "_time",
                Map(
                    epoch,
                    &First(&[Path(&["@timestamp"]), Path(&["created_at"])]),
                ),
            ),
            ("_id", Path(&["_document_id"])),
        ],
        local_times: false,
        evidence: None,
    }],
};

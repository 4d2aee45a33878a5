//! The system log of Okta.

use super::def::{AS_IT_IS, Shape, Source};
use super::expr::Expr::Path;
use crate::json::Keys;

/// There is a table of records alone.
pub(super) const SOURCE: Source = Source {
    name: "okta",
    table: "okta",
    columns: &[],
    time: "_time",
    needs_time: true,
    id: "_id",
    shapes: &[Shape {
        title: "events of the Okta system log",
        keys: Keys::Exact,
        within: &[],
        recognizes: |probe| {
            probe.has_exact("eventType")
                && probe.has_exact("published")
                && probe.has_exact("actor")
                && probe.has_exact("outcome")
        },
        signs: &[],
        accepts: |_| true,
        raw: AS_IT_IS,
        columns: &[("_time", Path(&["published"])), ("_id", Path(&["uuid"]))],
        local_times: false,
        evidence: None,
    }],
};

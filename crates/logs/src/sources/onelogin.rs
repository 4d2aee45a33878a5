//! Events of OneLogin.

use super::def::{AS_IT_IS, Shape, Source};
use super::expr::Expr::Path;
use crate::json::Keys;

/// There is a table of records alone.
pub(super) const SOURCE: Source = Source {
    name: "onelogin",
    table: "onelogin",
    columns: &[],
    time: "_time",
    needs_time: true,
    id: "_id",
    shapes: &[Shape {
        title: "events of OneLogin",
        keys: Keys::Exact,
        within: &[],
        recognizes: |probe| {
            probe.has_exact("event_type_id")
                && probe.has_exact("account_id")
                && probe.has_exact("created_at")
        },
        signs: &[],
        accepts: |_| true,
        raw: AS_IT_IS,
        columns: &[("_time", Path(&["created_at"])), ("_id", Path(&["id"]))],
        local_times: false,
        evidence: None,
    }],
};

//! Logs of administrators and of authentications of Cisco Duo.

use super::def::{AS_IT_IS, Shape, Source};
use super::expr::Expr::{First, Map, Path};
use super::text::epoch;
use crate::json::Keys;

/// There is a table of records alone.
pub(super) const SOURCE: Source = Source {
    name: "cisco_duo",
    table: "cisco_duo",
    columns: &[],
    time: "_time",
    needs_time: true,
    id: "_id",
    shapes: &[Shape {
        title: "events of Cisco Duo",
        keys: Keys::Exact,
        within: &[],
        recognizes: |probe| {
            probe.has_exact("timestamp")
                && (probe.has_exact("isotimestamp")
                    || probe.has_exact("action")
                        && probe.has_exact("username")
                        && probe.has_exact("object"))
        },
        signs: &[],
        accepts: |_| true,
        raw: AS_IT_IS,
        columns: &[
            (
                "_time",
                Map(
                    epoch,
                    &First(&[Path(&["isotimestamp"]), Path(&["timestamp"])]),
                ),
            ),
            ("_id", Path(&["txid"])),
        ],
        local_times: false,
        evidence: None,
    }],
};

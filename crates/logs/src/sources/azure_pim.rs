//! Alerts of Privileged Identity Management.

use super::def::{AS_IT_IS, Shape, Source};
use super::expr::Expr::{First, Path};
use crate::json::Keys;

/// There is a table of records alone.
pub(super) const SOURCE: Source = Source {
    name: "azure_pim",
    table: "azure_pim",
    columns: &[],
    time: "_time",
    needs_time: true,
    id: "_id",
    shapes: &[Shape {
        title: "alerts of Privileged Identity Management",
        keys: Keys::Exact,
        within: &[],
        recognizes: |probe| {
            probe
                .text("riskEventType")
                .is_some_and(|kind| kind.ends_with("AlertIncident"))
        },
        signs: &[],
        accepts: |_| true,
        raw: AS_IT_IS,
        columns: &[
            (
                "_time",
                First(&[
                    Path(&["detectedDateTime"]),
                    Path(&["activityDateTime"]),
                    Path(&["time"]),
                    Path(&["createdDateTime"]),
                ]),
            ),
            ("_id", Path(&["id"])),
        ],
        local_times: false,
        evidence: None,
    }],
};

//! The audit log of a Kubernetes cluster.

use super::def::{AS_IT_IS, Shape, Source};
use super::expr::Expr::{First, Path};
use crate::json::Keys;

/// There is a table of records alone.
pub(super) const SOURCE: Source = Source {
    name: "kubernetes_audit",
    table: "kubernetes_audit",
    columns: &[],
    time: "_time",
    needs_time: true,
    id: "_id",
    shapes: &[Shape {
        title: "events of a Kubernetes audit log",
        keys: Keys::Exact,
        within: &[],
        recognizes: |probe| {
            probe.has_exact("auditID")
                && probe
                    .text("apiVersion")
                    .is_some_and(|version| version.starts_with("audit.k8s.io/"))
        },
        signs: &[],
        accepts: |_| true,
        raw: AS_IT_IS,
        columns: &[
            (
                "_time",
                First(&[
                    Path(&["stageTimestamp"]),
                    Path(&["requestReceivedTimestamp"]),
                ]),
            ),
            ("_id", Path(&["auditID"])),
        ],
        local_times: false,
        evidence: None,
    }],
};

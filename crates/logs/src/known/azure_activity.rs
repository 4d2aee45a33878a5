//! AzureActivity, as Log Analytics fills it since the change of 2019 and 2020.

use super::{Holds, KnownColumn, KnownTable, words};

pub(super) const TABLE: KnownTable = KnownTable {
    table: "AzureActivity",
    columns: &[
        words(
            "ActivityStatusValue",
            &[
                "Success",
                "Start",
                "Accept",
                "Failure",
                "Active",
                "Resolved",
                "Updated",
                "In Progress",
                "Issued",
                "Activated",
            ],
            CHANGE,
        ),
        words(
            "CategoryValue",
            &[
                "Administrative",
                "Policy",
                "Security",
                "ServiceHealth",
                "ResourceHealth",
                "Alert",
                "Autoscale",
                "Recommendation",
            ],
            "the page \"Azure activity log event schema\"",
        ),
        nothing("ActivityStatus"),
        nothing("ActivitySubstatus"),
        nothing("Category"),
        nothing("OperationName"),
        nothing("Resource"),
        nothing("ResourceId"),
        nothing("ResourceProvider"),
        KnownColumn {
            name: "ResourceGroup",
            holds: Holds::MixedCase,
            source: "exports, in which one group comes in two spellings",
        },
        KnownColumn {
            name: "OperationNameValue",
            holds: Holds::Capitals,
            source: "the page \"Azure Monitor activity log\": use case-insensitive operators",
        },
        KnownColumn {
            name: "ResourceProviderValue",
            holds: Holds::Capitals,
            source: CHANGE,
        },
    ],
};

const CHANGE: &str = "rows of the table since its change of 2019 and 2020";

const fn nothing(name: &'static str) -> KnownColumn {
    KnownColumn {
        name,
        holds: Holds::Nothing,
        source: CHANGE,
    }
}

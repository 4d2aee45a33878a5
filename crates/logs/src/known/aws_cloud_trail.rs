//! AWSCloudTrail.

use super::{KnownTable, words};

pub(super) const TABLE: KnownTable = KnownTable {
    table: "AWSCloudTrail",
    columns: &[
        words(
            "EventTypeName",
            &[
                "AwsApiCall",
                "AwsServiceEvent",
                "AwsConsoleAction",
                "AwsConsoleSignIn",
                "AwsVpceEvent",
                "AwsCloudTrailInsight",
            ],
            "the page \"CloudTrail record contents\"",
        ),
        words(
            "UserIdentityType",
            &[
                "Root",
                "IAMUser",
                "AssumedRole",
                "Role",
                "FederatedUser",
                "Directory",
                "AWSAccount",
                "AWSService",
                "IdentityCenterUser",
                "SAMLUser",
                "WebIdentityUser",
                "Unknown",
            ],
            "the page \"CloudTrail userIdentity element\"",
        ),
    ],
};

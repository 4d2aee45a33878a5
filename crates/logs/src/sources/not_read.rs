//! Files that stand beside logs and are none: they are named, so that nobody misses them.

use super::def::Probe;

/// A kind of file that no table holds.
#[derive(Debug)]
pub struct NotRead {
    /// What its records are, one and several.
    names: [&'static str; 2],
    pub recognizes: fn(&Probe<'_>) -> bool,
}

impl NotRead {
    /// What a file of so many of them is, in words that follow "it is".
    pub fn words(&self, count: usize) -> String {
        let [one, several] = self.names;
        let name = if count == 1 { one } else { several };
        format!("{count} {name}, which no table holds")
    }
}

/// Every such kind.
pub const NOT_READ: &[NotRead] = &[
    NotRead {
        names: ["CloudTrail digest", "CloudTrail digests"],
        recognizes: |probe| probe.has_exact("digestStartTime") && probe.has_exact("logFiles"),
    },
    NotRead {
        names: ["CloudTrail Insights event", "CloudTrail Insights events"],
        recognizes: |probe| {
            probe.has_exact("insightDetails")
                || probe
                    .text("eventType")
                    .is_some_and(|kind| kind == "AwsCloudTrailInsight")
        },
    },
    NotRead {
        names: ["notification of S3", "notifications of S3"],
        recognizes: |probe| probe.has_exact("s3") && probe.has_exact("eventName"),
    },
];

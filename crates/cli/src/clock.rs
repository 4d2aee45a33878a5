//! The one place where vigie asks what time it is.

use std::time::{SystemTime, UNIX_EPOCH};

use vigie_engine::types::datetime;

/// The time of the machine, in ticks of 100 ns since year 1.
#[expect(
    clippy::disallowed_methods,
    reason = "the edge reads the clock, once a run"
)]
pub(crate) fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| d.as_nanos() / 100);
    datetime::UNIX_EPOCH
        .saturating_add(i64::try_from(since).unwrap_or(i64::MAX))
        .min(datetime::MAX)
}

/// Reads a time of the command line: ISO 8601, UTC where no offset is given.
pub(crate) fn parse(text: &str) -> Result<i64, String> {
    datetime::parse(text)
        .ok_or_else(|| "a time looks like 2024-05-01 or 2024-05-01T10:00:00Z".to_owned())
}

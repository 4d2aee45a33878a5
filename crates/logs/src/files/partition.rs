//! The time that a path tells of the records in a file.
//!
//! Only layouts that exporters document are believed, not any folder that looks like a date: a
//! responder's own folder of a case is named after the day on which it was opened.
//!
//! | layout | who writes it |
//! |---|---|
//! | `y=2026/m=03/d=10/h=14/m=00` | [Azure Monitor](https://learn.microsoft.com/azure/azure-monitor/platform/resource-logs#send-to-azure-storage), by the hour |
//! | `AWSLogs/…/CloudTrail/REGION/2026/03/10` | [CloudTrail](https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html), by the day of delivery |
//! | `cloudaudit.googleapis.com/LOG/2026/03/10/14:00:00_14:59:59_S0.json` | [Cloud Logging](https://docs.cloud.google.com/logging/docs/export/storage), by the hour |
//! | `eventDay=20260310` | [Security Lake](https://docs.aws.amazon.com/security-lake/latest/userguide/source-management.html) |

use std::path::Path;

use vigie_engine::types::datetime::{Civil, from_civil};
use vigie_engine::types::timespan::{DAY, HOUR};

/// Deliveries come late: a file of a day may hold events of the day before.
const LATE: i64 = DAY;
/// Clocks differ.
const EARLY: i64 = HOUR;

/// Between which times, in ticks, the records of a file lie; `None` where its path tells nothing.
pub(crate) fn period(path: &Path) -> Option<(i64, i64)> {
    let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
    let (start, length) = named(&parts).or_else(|| unnamed(&parts))?;
    Some((
        start.saturating_sub(LATE),
        start.saturating_add(length).saturating_add(EARLY),
    ))
}

/// Folders that name what they are.
fn named(parts: &[&str]) -> Option<(i64, i64)> {
    let value = |name: &str| {
        let mut values = parts.iter().filter_map(|part| part.split_once('='));
        values
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    if let Some(day) = value("eventDay").filter(|day| day.len() == 8) {
        return time(day.get(..4)?, day.get(4..6)?, day.get(6..)?, None);
    }
    // The month and the minute have one name, and the month comes first.
    time(value("y")?, value("m")?, value("d")?, value("h"))
}

/// Folders whose place tells what they are.
fn unnamed(parts: &[&str]) -> Option<(i64, i64)> {
    let after = |name: &str| parts.iter().position(|part| *part == name);
    if let Some(at) = after("CloudTrail").filter(|_| after("AWSLogs").is_some()) {
        let [_, _, year, month, day, ..] = parts.get(at..)? else {
            return None;
        };
        return time(year, month, day, None);
    }
    let at = after("cloudaudit.googleapis.com")?;
    let [_, _, year, month, day, file, ..] = parts.get(at..)? else {
        return None;
    };
    time(year, month, day, Some(file.split_once(':')?.0))
}

/// The beginning and the length of a day, or of an hour of it.
fn time(year: &str, month: &str, day: &str, hour: Option<&str>) -> Option<(i64, i64)> {
    let whole = |text: &str, digits: std::ops::RangeInclusive<usize>| -> Option<i64> {
        let is_number = text.bytes().all(|b| b.is_ascii_digit());
        (digits.contains(&text.len()) && is_number).then(|| text.parse().ok())?
    };
    let start = from_civil(Civil {
        year: whole(year, 4..=4)?,
        month: whole(month, 1..=2)?,
        day: whole(day, 1..=2)?,
        hour: hour.map_or(Some(0), |hour| whole(hour, 1..=2))?,
        minute: 0,
        second: 0,
        fraction: 0,
    })?;
    Some((start, if hour.is_some() { HOUR } else { DAY }))
}

//! Time zones, from the IANA database that is built in.

use std::str::FromStr;

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::types::datetime::{UNIX_EPOCH, checked};
use crate::types::timespan::SECOND;

/// The zone of this name.
pub(crate) fn read(name: &str) -> Option<Tz> {
    Tz::from_str(name).ok()
}

/// The names of all zones, sorted.
pub(crate) fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = chrono_tz::TZ_VARIANTS
        .iter()
        .map(|zone| zone.name())
        .collect();
    names.sort_unstable();
    names
}

/// The clock that shows in a zone at a time in UTC; none outside of years 1 to 9999.
pub(crate) fn to_local(utc: i64, zone: Tz) -> Option<i64> {
    let offset = zone.offset_from_utc_datetime(&clock(utc)?);
    checked(utc + ticks_of(&offset))
}

/// The time in UTC at which a zone's clocks show this. A time that they skip is read with the
/// offset after the change, and one that comes twice as the second.
pub(crate) fn to_utc(local: i64, zone: Tz) -> Option<i64> {
    let shown = clock(local)?;
    let offset = match zone.offset_from_local_datetime(&shown) {
        MappedLocalTime::Single(offset) => ticks_of(&offset),
        MappedLocalTime::Ambiguous(_, second) => ticks_of(&second),
        MappedLocalTime::None => {
            // No zone ever skipped more than a day.
            let later = shown.checked_add_signed(TimeDelta::hours(25))?;
            ticks_of(&zone.offset_from_local_datetime(&later).latest()?)
        }
    };
    checked(local - offset)
}

fn ticks_of(offset: &impl Offset) -> i64 {
    i64::from(offset.fix().local_minus_utc()) * SECOND
}

/// Whole seconds are enough to find an offset.
fn clock(ticks: i64) -> Option<NaiveDateTime> {
    let seconds = (ticks - UNIX_EPOCH).div_euclid(SECOND);
    DateTime::from_timestamp(seconds, 0).map(|time| time.naive_utc())
}

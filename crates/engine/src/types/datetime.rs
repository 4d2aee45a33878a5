//! Datetimes: 100 ns ticks since 0001-01-01, their calendar and their text.

pub use super::datetime_text::parse;
use super::timespan::{DAY, HOUR, MINUTE, SECOND};

/// The last tick of year 9999.
pub const MAX: i64 = 3_155_378_975_999_999_999;
/// 1970-01-01 in ticks.
pub const UNIX_EPOCH: i64 = 621_355_968_000_000_000;

/// Ticks when they are a time from year 1 to 9999.
pub fn checked(ticks: i64) -> Option<i64> {
    (0..=MAX).contains(&ticks).then_some(ticks)
}

/// A time of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    pub year: i64,
    /// 1 to 12
    pub month: i64,
    /// 1 to 31
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    /// Ticks within the second.
    pub fraction: i64,
}

/// Days since 0001-01-01 of a date of the proleptic Gregorian calendar.
pub fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 306
}

/// Year, month and day from days since 0001-01-01.
pub fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let z = days + 306;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let m = (5 * of_year + 2) / 153;
    let day = of_year - (153 * m + 2) / 5 + 1;
    let month = if m < 10 { m + 3 } else { m - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

pub fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

pub fn civil(ticks: i64) -> Civil {
    let (year, month, day) = civil_from_days(ticks.div_euclid(DAY));
    let rest = ticks.rem_euclid(DAY);
    Civil {
        year,
        month,
        day,
        hour: rest / HOUR,
        minute: rest / MINUTE % 60,
        second: rest / SECOND % 60,
        fraction: rest % SECOND,
    }
}

/// Ticks of a time, `None` when the calendar has no such time.
pub fn from_civil(c: Civil) -> Option<i64> {
    let valid = (1..=9999).contains(&c.year)
        && (1..=12).contains(&c.month)
        && c.day >= 1
        && c.day <= days_in_month(c.year, c.month)
        && (0..24).contains(&c.hour)
        && (0..60).contains(&c.minute)
        && (0..60).contains(&c.second)
        && (0..SECOND).contains(&c.fraction);
    valid.then(|| {
        days_from_civil(c.year, c.month, c.day) * DAY
            + c.hour * HOUR
            + c.minute * MINUTE
            + c.second * SECOND
            + c.fraction
    })
}

/// `2020-01-01T00:00:00.0000000Z`
pub fn format(ticks: i64) -> String {
    let c = civil(ticks);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:07}Z",
        c.year, c.month, c.day, c.hour, c.minute, c.second, c.fraction
    )
}

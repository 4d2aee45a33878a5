//! Parts of datetimes: the units that functions name, and where days, weeks, months and years
//! begin.

use crate::functions::def::CallSite;
use crate::types::datetime::{
    Civil, checked, civil, civil_from_days, days_from_civil, days_in_month, from_civil,
};
use crate::types::timespan::{DAY, HOUR, MICROSECOND, MILLISECOND, MINUTE, SECOND};

/// A unit that `datetime_diff`, `datetime_add` and `datetime_part` take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
}

impl Unit {
    pub const NAMES: &'static str = "year, quarter, month, week, day, hour, minute, second, \
                                     millisecond, microsecond, nanosecond";
    pub const DOC: &'static str = "year, quarter, month, week, day, hour, minute, second, \
                                   millisecond, microsecond or nanosecond.";

    /// The unit of this name, upper and lower case alike.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "year" => Self::Year,
            "quarter" => Self::Quarter,
            "month" => Self::Month,
            "week" => Self::Week,
            "day" => Self::Day,
            "hour" => Self::Hour,
            "minute" => Self::Minute,
            "second" => Self::Second,
            "millisecond" => Self::Millisecond,
            "microsecond" => Self::Microsecond,
            "nanosecond" => Self::Nanosecond,
            _ => return None,
        })
    }

    /// Ticks of the units of fixed length from week to microsecond.
    fn ticks(self) -> Option<i64> {
        Some(match self {
            Self::Week => 7 * DAY,
            Self::Day => DAY,
            Self::Hour => HOUR,
            Self::Minute => MINUTE,
            Self::Second => SECOND,
            Self::Millisecond => MILLISECOND,
            Self::Microsecond => MICROSECOND,
            Self::Year | Self::Quarter | Self::Month | Self::Nanosecond => return None,
        })
    }
}

/// The unit that a constant argument names; none when it is not constant.
pub(crate) fn unit_argument<U>(
    site: &CallSite<'_>,
    at: usize,
    read: impl Fn(&str) -> Option<U>,
    names: &str,
) -> Result<Option<U>, String> {
    let Some(name) = site.text(at) else {
        return Ok(None);
    };
    match read(name) {
        Some(unit) => Ok(Some(unit)),
        None => Err(format!("`{name}` is none of {names}")),
    }
}

/// How many boundaries of a unit lie between two times: `left - right`. Weeks begin on Sunday.
pub fn difference(unit: Unit, left: i64, right: i64) -> i64 {
    let months = |ticks: i64| {
        let c = civil(ticks);
        c.year * 12 + c.month - 1
    };
    match unit {
        Unit::Year => civil(left).year - civil(right).year,
        Unit::Quarter => months(left).div_euclid(3) - months(right).div_euclid(3),
        Unit::Month => months(left) - months(right),
        Unit::Week => (start_of_week(left) - start_of_week(right)) / (7 * DAY),
        Unit::Nanosecond => (left - right).saturating_mul(100),
        Unit::Day
        | Unit::Hour
        | Unit::Minute
        | Unit::Second
        | Unit::Millisecond
        | Unit::Microsecond => {
            let ticks = unit.ticks().unwrap_or(1);
            left.div_euclid(ticks) - right.div_euclid(ticks)
        }
    }
}

/// The time some units later; none outside of years 1 to 9999. A day that the month does not have
/// becomes its last.
pub fn add(unit: Unit, count: i64, ticks: i64) -> Option<i64> {
    let months = match unit {
        Unit::Year => count.checked_mul(12)?,
        Unit::Quarter => count.checked_mul(3)?,
        Unit::Month => count,
        Unit::Nanosecond => return checked(ticks.checked_add(count / 100)?),
        _ => {
            let span = count.checked_mul(unit.ticks()?)?;
            return checked(ticks.checked_add(span)?);
        }
    };
    let c = civil(ticks);
    let month = (c.year * 12 + c.month - 1).checked_add(months)?;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    if !(1..=9999).contains(&year) {
        return None;
    }
    from_civil(Civil {
        year,
        month,
        day: c.day.min(days_in_month(year, month)),
        ..c
    })
}

/// Days since the last Sunday, 0 to 6. 0001-01-01 was a Monday.
pub fn day_of_week(ticks: i64) -> i64 {
    (ticks.div_euclid(DAY) + 1).rem_euclid(7)
}

/// 1 to 366.
pub fn day_of_year(ticks: i64) -> i64 {
    let c = civil(ticks);
    days_from_civil(c.year, c.month, c.day) - days_from_civil(c.year, 1, 1) + 1
}

/// The week of the year by ISO 8601: the first week is the one that has the first Thursday.
pub fn week_of_year(ticks: i64) -> i64 {
    let day = ticks.div_euclid(DAY);
    // Monday is 0: the week belongs to the year that its Thursday is in.
    let thursday = day - day.rem_euclid(7) + 3;
    let (year, _, _) = civil_from_days(thursday);
    (thursday - days_from_civil(year, 1, 1)) / 7 + 1
}

pub fn start_of_day(ticks: i64) -> i64 {
    ticks - ticks.rem_euclid(DAY)
}

/// Sunday, 00:00. Before 0001-01-07 this lies outside of the range of datetimes.
pub fn start_of_week(ticks: i64) -> i64 {
    start_of_day(ticks) - day_of_week(ticks) * DAY
}

pub fn start_of_month(ticks: i64) -> i64 {
    let c = civil(ticks);
    days_from_civil(c.year, c.month, 1) * DAY
}

pub fn start_of_year(ticks: i64) -> i64 {
    days_from_civil(civil(ticks).year, 1, 1) * DAY
}

//! Parts of datetimes: the units that functions name, and where days, weeks, months and years
//! begin.

use crate::functions::def::CallSite;
use crate::types::Value;
use crate::types::datetime::{
    Civil, UNIX_EPOCH, checked, civil, civil_from_days, days_from_civil, days_in_month, from_civil,
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
    pub const DOC: &'static str = "One of year, quarter, month, week, day, hour, minute, second, \
                                   millisecond, microsecond and nanosecond.";

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

/// A part that `datetime_part` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Year,
    Quarter,
    Month,
    WeekOfYear,
    Day,
    DayOfYear,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
}

impl Part {
    pub const NAMES: &'static str = "year, quarter, month, week_of_year, day, dayOfYear, hour, \
                                     minute, second, millisecond, microsecond, nanosecond";
    pub const DOC: &'static str = "One of year, quarter, month, week_of_year, day, dayOfYear, hour, \
                                   minute, second, millisecond, microsecond and nanosecond.";

    /// The part of this name, upper and lower case alike.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "year" => Self::Year,
            "quarter" => Self::Quarter,
            "month" => Self::Month,
            "week_of_year" | "weekofyear" => Self::WeekOfYear,
            "day" => Self::Day,
            "dayofyear" => Self::DayOfYear,
            "hour" => Self::Hour,
            "minute" => Self::Minute,
            "second" => Self::Second,
            "millisecond" => Self::Millisecond,
            "microsecond" => Self::Microsecond,
            "nanosecond" => Self::Nanosecond,
            _ => return None,
        })
    }

    pub fn of(self, ticks: i64) -> i64 {
        let c = civil(ticks);
        match self {
            Self::Year => c.year,
            Self::Quarter => (c.month + 2) / 3,
            Self::Month => c.month,
            Self::WeekOfYear => week_of_year(ticks),
            Self::Day => c.day,
            Self::DayOfYear => day_of_year(ticks),
            Self::Hour => c.hour,
            Self::Minute => c.minute,
            Self::Second => c.second,
            Self::Millisecond => c.fraction / MILLISECOND,
            Self::Microsecond => c.fraction / MICROSECOND,
            Self::Nanosecond => c.fraction * 100,
        }
    }
}

/// A part of the first argument; null of null.
pub(crate) fn part(args: &[Value], of: impl Fn(i64) -> i64) -> Value {
    args[0].as_i64().map_or(Value::Null, |t| Value::Long(of(t)))
}

/// A moment of the day, week, month or year of the first argument, as many of them later as the
/// second one says.
pub(crate) fn moved(args: &[Value], unit: Unit, moment: impl Fn(i64) -> Option<i64>) -> Value {
    let offset = match args.get(1) {
        None => Some(0),
        Some(offset) => offset.as_i64(),
    };
    let (Some(ticks), Some(offset)) = (args[0].as_i64(), offset) else {
        return Value::Null;
    };
    // The start is moved, because it exists in each month and year.
    let moved = if offset == 0 {
        Some(ticks)
    } else {
        let start = match unit {
            Unit::Month => start_of_month(ticks),
            Unit::Year => start_of_year(ticks),
            _ => ticks,
        };
        add(unit, offset, start)
    };
    moved
        .and_then(moment)
        .and_then(checked)
        .map_or(Value::Null, Value::Datetime)
}

/// Ticks since 1970 as a datetime, out of a count of some unit.
pub(crate) fn since_1970(count: &Value, unit: i64) -> Value {
    let ticks = match count.as_i64() {
        Some(count) => count.checked_mul(unit),
        None => count
            .as_f64()
            .map(|count| count * unit as f64)
            .filter(|ticks| ticks.abs() < 9.2e18)
            .map(|ticks| ticks.round() as i64),
    };
    ticks
        .and_then(|ticks| checked(ticks.checked_add(UNIX_EPOCH)?))
        .map_or(Value::Null, Value::Datetime)
}

/// Days since the last Sunday, 0 to 6. None in the week that year 9999 ends in, as the engine has
/// it.
pub fn day_of_week(ticks: i64) -> Option<i64> {
    end_of_week(ticks).map(|_| weekday(ticks))
}

/// Days since the last Sunday, 0 to 6. 0001-01-01 was a Monday.
fn weekday(ticks: i64) -> i64 {
    (ticks.div_euclid(DAY) + 1).rem_euclid(7)
}

/// 1 to 366.
pub fn day_of_year(ticks: i64) -> i64 {
    let c = civil(ticks);
    days_from_civil(c.year, c.month, c.day) - days_from_civil(c.year, 1, 1) + 1
}

/// The week of the year by ISO 8601: weeks begin on Monday, and a week belongs to the year that
/// its Thursday is in.
pub fn week_of_year(ticks: i64) -> i64 {
    let day = ticks.div_euclid(DAY);
    week_of_middle(day - day.rem_euclid(7) + 3)
}

/// The week of the year where weeks begin on Sunday, and belong to the year that their Wednesday
/// is in.
pub fn sunday_week_of_year(ticks: i64) -> i64 {
    week_of_middle(ticks.div_euclid(DAY) - weekday(ticks) + 3)
}

/// The number of a week in the year of the day in its middle.
fn week_of_middle(day: i64) -> i64 {
    let (year, _, _) = civil_from_days(day);
    (day - days_from_civil(year, 1, 1)) / 7 + 1
}

pub fn start_of_day(ticks: i64) -> i64 {
    ticks - ticks.rem_euclid(DAY)
}

/// Sunday, 00:00. In the first week of year 1 this lies outside of the range of datetimes.
pub fn start_of_week(ticks: i64) -> i64 {
    start_of_day(ticks) - weekday(ticks) * DAY
}

pub fn start_of_month(ticks: i64) -> i64 {
    let c = civil(ticks);
    days_from_civil(c.year, c.month, 1) * DAY
}

pub fn start_of_year(ticks: i64) -> i64 {
    days_from_civil(civil(ticks).year, 1, 1) * DAY
}

pub fn end_of_day(ticks: i64) -> Option<i64> {
    checked(start_of_day(ticks) + DAY - 1)
}

pub fn end_of_week(ticks: i64) -> Option<i64> {
    checked(start_of_week(ticks) + 7 * DAY - 1)
}

pub fn end_of_month(ticks: i64) -> Option<i64> {
    let c = civil(ticks);
    checked(start_of_month(ticks) + days_in_month(c.year, c.month) * DAY - 1)
}

pub fn end_of_year(ticks: i64) -> Option<i64> {
    checked(days_from_civil(civil(ticks).year + 1, 1, 1) * DAY - 1)
}

//! Times as Splunk writes them: `strftime`, `strptime`, `relative_time`. All of them are in UTC.

use crate::compute::calendar;
use crate::types::datetime::{self, Civil};
use crate::types::timespan::{DAY, HOUR, MINUTE, SECOND};

/// Seconds since 1970 as ticks.
pub fn ticks(seconds: f64) -> Option<i64> {
    if !seconds.is_finite() || seconds.abs() > 1e12 {
        return None;
    }
    let whole = seconds.floor();
    let fraction = ((seconds - whole) * 1e6).round() as i64 * 10;
    (whole as i64)
        .checked_mul(SECOND)?
        .checked_add(fraction + datetime::UNIX_EPOCH)
        .and_then(datetime::checked)
}

/// Ticks as seconds since 1970.
pub fn seconds(ticks: i64) -> f64 {
    (ticks - datetime::UNIX_EPOCH) as f64 / SECOND as f64
}

const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn short(name: &str) -> &str {
    name.get(..3).unwrap_or(name)
}

/// Days since the Sunday before, 0 to 6.
fn weekday(ticks: i64) -> usize {
    // 0001-01-01 was a Monday.
    usize::try_from((ticks.div_euclid(DAY) + 1).rem_euclid(7)).unwrap_or(0)
}

/// A time by a format of `strftime`. What is no directive stands for itself.
pub fn format(ticks: i64, format: &str) -> String {
    let c = datetime::civil(ticks);
    let mut out = String::new();
    let mut characters = format.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '%' {
            out.push(character);
            continue;
        }
        let Some(directive) = characters.next() else {
            out.push('%');
            break;
        };
        let month = usize::try_from(c.month - 1).unwrap_or(0).min(11);
        let hour12 = if c.hour % 12 == 0 { 12 } else { c.hour % 12 };
        let digits = |width: usize| {
            let text = format!("{:07}", c.fraction);
            let padded = format!("{text:0<9}");
            padded.get(..width).unwrap_or(&padded).to_owned()
        };
        match directive {
            'Y' => out.push_str(&format!("{:04}", c.year)),
            'y' => out.push_str(&format!("{:02}", c.year % 100)),
            'm' => out.push_str(&format!("{:02}", c.month)),
            'd' => out.push_str(&format!("{:02}", c.day)),
            'e' => out.push_str(&format!("{:2}", c.day)),
            'H' => out.push_str(&format!("{:02}", c.hour)),
            'I' => out.push_str(&format!("{hour12:02}")),
            'k' => out.push_str(&format!("{:2}", c.hour)),
            'l' => out.push_str(&format!("{hour12:2}")),
            'M' => out.push_str(&format!("{:02}", c.minute)),
            'S' => out.push_str(&format!("{:02}", c.second)),
            'p' => out.push_str(if c.hour < 12 { "AM" } else { "PM" }),
            'B' => out.push_str(MONTHS[month]),
            'b' | 'h' => out.push_str(short(MONTHS[month])),
            'A' => out.push_str(DAYS[weekday(ticks)]),
            'a' => out.push_str(short(DAYS[weekday(ticks)])),
            'w' => out.push_str(&weekday(ticks).to_string()),
            'j' => out.push_str(&format!("{:03}", calendar::day_of_year(ticks))),
            'F' => out.push_str(&self::format(ticks, "%Y-%m-%d")),
            'T' => out.push_str(&self::format(ticks, "%H:%M:%S")),
            'D' => out.push_str(&self::format(ticks, "%m/%d/%y")),
            'c' => out.push_str(&self::format(ticks, "%a %b %e %H:%M:%S %Y")),
            'x' => out.push_str(&self::format(ticks, "%m/%d/%Y")),
            'X' => out.push_str(&self::format(ticks, "%H:%M:%S")),
            's' => out.push_str(&((ticks - datetime::UNIX_EPOCH).div_euclid(SECOND)).to_string()),
            'Q' => out.push_str(&digits(3)),
            'N' => out.push_str(&digits(9)),
            'z' => out.push_str("+0000"),
            'Z' => out.push_str("UTC"),
            'n' => out.push('\n'),
            't' => out.push('\t'),
            '%' => out.push('%'),
            // `%3N`, `%6Q`: so many digits of the fraction.
            d if d.is_ascii_digit() && matches!(characters.peek(), Some('N' | 'Q')) => {
                characters.next();
                out.push_str(&digits(d.to_digit(10).unwrap_or(3) as usize));
            }
            // `%:z`
            ':' if characters.peek() == Some(&'z') => {
                characters.next();
                out.push_str("+00:00");
            }
            other => {
                out.push('%');
                out.push(other);
            }
        }
    }
    out
}

/// Takes up to so many digits.
fn number(text: &mut &str, width: usize) -> Option<i64> {
    let end = text
        .char_indices()
        .take(width)
        .take_while(|(_, c)| c.is_ascii_digit())
        .count();
    let digits = text.get(..end).filter(|d| !d.is_empty())?;
    *text = text.get(end..)?;
    digits.parse().ok()
}

fn name(text: &mut &str, names: &[&str]) -> Option<i64> {
    let lower = text.to_lowercase();
    for (i, full) in names.iter().enumerate() {
        for candidate in [full.to_lowercase(), short(full).to_lowercase()] {
            if lower.starts_with(&candidate) {
                *text = text.get(candidate.len()..)?;
                return i64::try_from(i).ok();
            }
        }
    }
    None
}

/// Ticks of a text by a format of `strptime`; `None` where the text is of another form.
pub fn parse(text: &str, format: &str) -> Option<i64> {
    let mut c = Civil {
        year: 1970,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        fraction: 0,
    };
    let expanded = format
        .replace("%F", "%Y-%m-%d")
        .replace("%T", "%H:%M:%S")
        .replace("%D", "%m/%d/%y");
    let mut text = text.trim_start();
    let (mut offset, mut afternoon, mut epoch) = (0, None, None);
    let mut characters = expanded.chars().peekable();
    while let Some(character) = characters.next() {
        if character.is_whitespace() {
            text = text.trim_start();
            continue;
        }
        if character != '%' {
            text = text.strip_prefix(character)?;
            continue;
        }
        let mut directive = characters.next()?;
        let mut width = 9;
        if directive.is_ascii_digit() {
            width = directive.to_digit(10)? as usize;
            directive = characters.next()?;
        }
        if directive == ':' {
            directive = characters.next()?;
        }
        match directive {
            'Y' => c.year = number(&mut text, 4)?,
            'y' => {
                let short = number(&mut text, 2)?;
                c.year = if short < 69 {
                    2000 + short
                } else {
                    1900 + short
                };
            }
            'm' => c.month = number(&mut text, 2)?,
            'd' | 'e' => {
                text = text.trim_start();
                c.day = number(&mut text, 2)?;
            }
            'H' | 'I' | 'k' | 'l' => {
                text = text.trim_start();
                c.hour = number(&mut text, 2)?;
            }
            'M' => c.minute = number(&mut text, 2)?,
            'S' => c.second = number(&mut text, 2)?,
            'p' => afternoon = Some(name(&mut text, &["AM ", "PM "].map(str::trim_end))? == 1),
            'B' | 'b' | 'h' => c.month = name(&mut text, &MONTHS)? + 1,
            'A' | 'a' => {
                name(&mut text, &DAYS)?;
            }
            'Q' | 'N' => {
                let before = text.len();
                let digits = number(&mut text, width)?;
                let count = u32::try_from(before - text.len()).ok()?;
                c.fraction = if count <= 7 {
                    digits.checked_mul(10_i64.pow(7 - count))?
                } else {
                    digits / 10_i64.pow(count - 7)
                };
            }
            'z' | 'Z' => offset = zone(&mut text)?,
            's' => epoch = Some(number(&mut text, 12)?),
            '%' => text = text.strip_prefix('%')?,
            _ => return None,
        }
    }
    if let Some(epoch) = epoch {
        return ticks(epoch as f64);
    }
    match afternoon {
        Some(true) if c.hour < 12 => c.hour += 12,
        Some(false) if c.hour == 12 => c.hour = 0,
        _ => {}
    }
    datetime::from_civil(c)?.checked_sub(offset)
}

/// `Z`, `UTC`, `+01:00`, `-0500`: ticks east.
fn zone(text: &mut &str) -> Option<i64> {
    for known in ["UTC", "GMT", "Z"] {
        if let Some(rest) = text.strip_prefix(known) {
            *text = rest;
            return Some(0);
        }
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    *text = text.get(1..)?;
    let hours = number(text, 2)?;
    *text = text.strip_prefix(':').unwrap_or(text);
    let minutes = number(text, 2).unwrap_or(0);
    Some(sign * (hours * HOUR + minutes * MINUTE))
}

/// A unit of time: `s`, `min`, `h`, `d`, `w`, `mon`, `q`, `y` and their longer names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Ticks(i64),
    Month(i64),
}

fn unit(text: &str) -> Option<Unit> {
    Some(match text {
        "s" | "sec" | "secs" | "second" | "seconds" => Unit::Ticks(SECOND),
        "m" | "min" | "mins" | "minute" | "minutes" => Unit::Ticks(MINUTE),
        "h" | "hr" | "hrs" | "hour" | "hours" => Unit::Ticks(HOUR),
        "d" | "day" | "days" => Unit::Ticks(DAY),
        "w" | "week" | "weeks" => Unit::Ticks(7 * DAY),
        "mon" | "month" | "months" => Unit::Month(1),
        "q" | "qtr" | "qtrs" | "quarter" | "quarters" => Unit::Month(3),
        "y" | "yr" | "yrs" | "year" | "years" => Unit::Month(12),
        "ms" => Unit::Ticks(SECOND / 1000),
        "us" => Unit::Ticks(SECOND / 1_000_000),
        _ => return None,
    })
}

/// A time moved by a modifier such as `-24h@h`, `@d`, `+1mon`, `-1d@w0`; `None` for what is none.
pub fn relative(from: i64, modifier: &str) -> Option<i64> {
    let mut ticks = from;
    let mut rest = modifier.trim();
    if rest == "now" || rest == "now()" {
        return Some(ticks);
    }
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('@') {
            let end = after.find(['+', '-', '@']).unwrap_or(after.len());
            ticks = snap(ticks, after.get(..end)?)?;
            rest = after.get(end..)?;
            continue;
        }
        let sign = if rest.starts_with('-') { -1 } else { 1 };
        let after = rest.trim_start_matches(['-', '+']);
        let digits = after
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len());
        let count: i64 = match after.get(..digits)? {
            "" => 1,
            digits => digits.parse().ok()?,
        };
        let named = after.get(digits..)?;
        let end = named
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(named.len());
        ticks = match unit(named.get(..end)?)? {
            Unit::Ticks(one) => ticks.checked_add(one.checked_mul(sign * count)?)?,
            Unit::Month(months) => {
                let months = months.checked_mul(sign * count)?;
                calendar::add(calendar::Unit::Month, months, ticks)?
            }
        };
        rest = named.get(end..)?;
    }
    datetime::checked(ticks)
}

fn snap(ticks: i64, to: &str) -> Option<i64> {
    if let Some(day) = to
        .strip_prefix('w')
        .filter(|d| !d.is_empty() && *d != "eek")
    {
        let day: i64 = day.parse().ok().filter(|d| (0..=7).contains(d))?;
        let back = (i64::try_from(weekday(ticks)).ok()? - day % 7).rem_euclid(7);
        return Some(calendar::start_of_day(ticks) - back * DAY);
    }
    Some(match unit(to)? {
        Unit::Ticks(one) if one == 7 * DAY => calendar::start_of_week(ticks),
        Unit::Ticks(one) => ticks - ticks.rem_euclid(one),
        Unit::Month(1) => calendar::start_of_month(ticks),
        Unit::Month(3) => {
            let start = calendar::start_of_month(ticks);
            let month = datetime::civil(start).month;
            calendar::add(calendar::Unit::Month, -((month - 1) % 3), start)?
        }
        Unit::Month(_) => calendar::start_of_year(ticks),
    })
}

/// A value cut down to a multiple of a span: `5m`, `1d`, `10`; months begin on their first day.
/// A time is aligned to 1970.
pub fn bin(value: f64, span: &str) -> Option<f64> {
    if let Some(step) = super::parse_number(span) {
        return (step > 0.0).then(|| (value / step).floor() * step);
    }
    let digits = span
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(span.len());
    let count: i64 = match span.get(..digits)? {
        "" => 1,
        digits => digits.parse().ok().filter(|c| *c > 0)?,
    };
    match unit(span.get(digits..)?)? {
        Unit::Ticks(one) => {
            let step = one.checked_mul(count)?;
            let at = ticks(value)? - datetime::UNIX_EPOCH;
            Some(seconds(at - at.rem_euclid(step) + datetime::UNIX_EPOCH))
        }
        Unit::Month(months) => {
            let step = months.checked_mul(count)?;
            let start = calendar::start_of_month(ticks(value)?);
            let c = datetime::civil(start);
            let index = (c.year - 1970) * 12 + c.month - 1;
            let back = index.rem_euclid(step);
            Some(seconds(calendar::add(calendar::Unit::Month, -back, start)?))
        }
    }
}

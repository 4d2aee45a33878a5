//! Times as exports write them: ISO 8601, and what a portal's locale makes of it.

use vigie_engine::types::datetime::{self, Civil};

/// Which of two numbers of a date is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    DayFirst,
    MonthFirst,
}

/// How the local times of a file are read: found out from the times themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Times {
    /// A first number above 12 was seen.
    pub day_first: bool,
    /// A second number above 12 was seen.
    pub month_first: bool,
    /// A time with AM or PM was seen.
    pub twelve_hours: bool,
    /// Local times were seen at all.
    pub local: bool,
}

impl Times {
    /// Learns from a time of the file.
    pub fn note(&mut self, text: &str) {
        let Some(local) = Local::read(text) else {
            return;
        };
        if local.year_first {
            return;
        }
        self.local = true;
        self.twelve_hours |= local.half.is_some();
        self.day_first |= local.first > 12;
        self.month_first |= local.second > 12;
    }

    /// Learns from a time whose value is known otherwise.
    pub fn note_known(&mut self, text: &str, ticks: i64) {
        let Some(local) = Local::read(text).filter(|local| !local.year_first) else {
            return;
        };
        self.local = true;
        let known = datetime::civil(ticks);
        let (day, month) = (known.day as u32, known.month as u32);
        if day != month {
            self.day_first |= (local.first, local.second) == (day, month);
            self.month_first |= (local.first, local.second) == (month, day);
        }
    }

    /// Nothing more can be learned.
    pub fn decided(&self) -> bool {
        self.day_first || self.month_first
    }

    /// The order, and whether it is a guess. Where no number tells, a clock of twelve hours stands
    /// for the American order and one of 24 for the other.
    pub fn order(&self) -> (Order, bool) {
        match (self.day_first, self.month_first) {
            (true, false) => (Order::DayFirst, false),
            (false, true) => (Order::MonthFirst, false),
            _ if self.twelve_hours => (Order::MonthFirst, self.local),
            _ => (Order::DayFirst, self.local),
        }
    }
}

/// Ticks of a time in ISO 8601, or in a locale's form where `order` says how to read it.
pub fn parse(text: &str, order: Option<Order>) -> Option<i64> {
    if let [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'-', ..] = text.as_bytes()
        && let Some(ticks) = datetime::parse(text)
    {
        return Some(ticks);
    }
    if let Some(since_1970) = text.strip_prefix("/Date(") {
        return net(since_1970);
    }
    Local::read(text)?.ticks(order?)
}

/// `1646385151441)/`: milliseconds, as .NET and old PowerShell write times in JSON. An offset may
/// follow them and says only where the clock stood.
fn net(text: &str) -> Option<i64> {
    let text = text.strip_suffix(")/")?;
    let end = text
        .get(1..)?
        .find(['+', '-'])
        .map_or(text.len(), |at| at + 1);
    let milliseconds: i64 = text.get(..end)?.parse().ok()?;
    let ticks = milliseconds
        .checked_mul(10_000)?
        .checked_add(datetime::UNIX_EPOCH)?;
    datetime::checked(ticks)
}

/// A local date and time, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Local {
    year_first: bool,
    /// The numbers of the date as they stand, without the year.
    first: u32,
    second: u32,
    year: u32,
    hour: u32,
    minute: u32,
    second_of_minute: u32,
    /// Ticks.
    fraction: u32,
    /// Afternoon, on a clock of twelve hours.
    half: Option<bool>,
}

impl Local {
    /// `4/28/2021, 2:36:53.042 PM`, `21/04/2025, 09:45:54.000`, `28.04.2021 14:36`, `2021/4/28 14:36`
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let date_end = text.find(|c: char| c == ',' || c.is_whitespace())?;
        let (date, clock) = text.split_at(date_end);
        let clock = clock.trim_start_matches(|c: char| c == ',' || c.is_whitespace());

        let mut numbers = date.split(['/', '.', '-']);
        let mut next = || numbers.next().and_then(|n| number(n, 4));
        let (a, b, c) = (next()?, next()?, next()?);
        if numbers.next().is_some_and(|rest| !rest.is_empty()) {
            return None;
        }
        let year_first = a > 31;
        let (first, second, year) = if year_first { (b, c, a) } else { (a, b, c) };
        if !(1000..=9999).contains(&year) {
            return None;
        }

        let upper = clock.to_uppercase();
        let (clock, half) = if let Some(rest) = upper.strip_suffix("PM") {
            (rest, Some(true))
        } else if let Some(rest) = upper.strip_suffix("AM") {
            (rest, Some(false))
        } else {
            (upper.as_str(), None)
        };
        let mut parts = clock.trim().split(':');
        let hour = number(parts.next()?, 2)?;
        let minute = number(parts.next()?, 2)?;
        let (second_of_minute, fraction) = match parts.next() {
            None => (0, 0),
            Some(seconds) => {
                let (whole, fraction) = seconds.split_once(['.', ',']).unwrap_or((seconds, ""));
                (number(whole, 2)?, ticks_of_fraction(fraction)?)
            }
        };
        if parts.next().is_some() || half.is_some() && !(1..=12).contains(&hour) {
            return None;
        }
        Some(Self {
            year_first,
            first,
            second,
            year,
            hour,
            minute,
            second_of_minute,
            fraction,
            half,
        })
    }

    fn ticks(self, order: Order) -> Option<i64> {
        let month_first = self.year_first || order == Order::MonthFirst;
        let (month, day) = if month_first {
            (self.first, self.second)
        } else {
            (self.second, self.first)
        };
        let hour = match self.half {
            None => self.hour,
            Some(afternoon) => self.hour % 12 + if afternoon { 12 } else { 0 },
        };
        datetime::from_civil(Civil {
            year: i64::from(self.year),
            month: i64::from(month),
            day: i64::from(day),
            hour: i64::from(hour),
            minute: i64::from(self.minute),
            second: i64::from(self.second_of_minute),
            fraction: i64::from(self.fraction),
        })
    }
}

fn number(text: &str, digits: usize) -> Option<u32> {
    let valid =
        !text.is_empty() && text.len() <= digits && text.bytes().all(|b| b.is_ascii_digit());
    valid.then(|| text.parse().ok()).flatten()
}

/// Up to seven digits count.
fn ticks_of_fraction(digits: &str) -> Option<u32> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seven: String = digits.chars().chain("0000000".chars()).take(7).collect();
    seven.parse().ok()
}

//! The texts that datetimes are written in.
//!
//! Source: the page "The datetime data type" of the Kusto documentation (ISO 8601, RFC 822,
//! RFC 850, sortable), and what queries write besides: dates in the order of the United States,
//! names of months, AM and PM.

use super::datetime::{Civil, checked, from_civil};
use super::timespan::{HOUR, MINUTE, fraction_ticks};

/// Reads a datetime; `None` when the text is none, or the calendar has no such time.
pub fn parse(text: &str) -> Option<i64> {
    exact(text.as_bytes()).or_else(|| any(text))
}

/// `2014-05-25T08:20:03.123456Z`, the form nearly all logs have: with `T` or a space, with or
/// without fraction and `Z`.
fn exact(text: &[u8]) -> Option<i64> {
    let number = |from: usize, to: usize| -> Option<i64> {
        text.get(from..to)?.iter().try_fold(0, |value, byte| {
            byte.is_ascii_digit()
                .then(|| value * 10 + i64::from(byte - b'0'))
        })
    };
    let is = |at: usize, byte: u8| text.get(at) == Some(&byte);
    if !(is(4, b'-')
        && is(7, b'-')
        && (is(10, b'T') || is(10, b' '))
        && is(13, b':')
        && is(16, b':'))
    {
        return None;
    }
    let mut rest = text.get(19..)?;
    if let [before @ .., b'Z'] = rest {
        rest = before;
    }
    let fraction = match rest {
        [] => 0,
        [b'.', digits @ ..] => fraction_ticks(std::str::from_utf8(digits).ok()?)?,
        _ => return None,
    };
    from_civil(Civil {
        year: number(0, 4)?,
        month: number(5, 7)?,
        day: number(8, 10)?,
        hour: number(11, 13)?,
        minute: number(14, 16)?,
        second: number(17, 19)?,
        fraction,
    })
}

/// A date in any of the forms, then a time of day if there is one.
fn any(text: &str) -> Option<i64> {
    let mut words = Words { rest: text.trim() };
    words.weekday();
    let (year, month, day) = words.date()?;
    let mut civil = Civil {
        year,
        month,
        day,
        hour: 0,
        minute: 0,
        second: 0,
        fraction: 0,
    };
    let mut offset = 0;
    words.space();
    if !words.rest.is_empty() {
        words.time(&mut civil)?;
        offset = words.zone()?;
    }
    words.space();
    if !words.rest.is_empty() {
        return None;
    }
    from_civil(civil)?.checked_sub(offset).and_then(checked)
}

/// What is left to be read.
struct Words<'t> {
    rest: &'t str,
}

impl<'t> Words<'t> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, c: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(c)?;
        Some(())
    }

    /// One or more characters of a kind.
    fn run(&mut self, of: fn(&char) -> bool) -> Option<&'t str> {
        let end = self.rest.find(|c| !of(&c)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        (!run.is_empty()).then_some(run)
    }

    /// A number of at most so many digits, and how many it has.
    fn number(&mut self, most: usize) -> Option<(i64, usize)> {
        let digits = self.run(char::is_ascii_digit)?;
        if digits.len() > most {
            return None;
        }
        Some((digits.parse().ok()?, digits.len()))
    }

    /// What stands between the parts of a date: spaces, and at most one sign.
    fn separator(&mut self) -> Option<()> {
        let before = self.rest.len();
        self.space();
        if let Some(rest) = self.rest.strip_prefix(['-', '/', '.', ',']) {
            self.rest = rest;
            self.space();
        }
        (self.rest.len() < before).then_some(())
    }

    fn weekday(&mut self) {
        const NAMES: [&str; 7] = [
            "sunday",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
        ];
        let before = self.rest;
        let name = self.run(char::is_ascii_alphabetic);
        if name.is_some_and(|name| place(name, &NAMES).is_some()) {
            let _ = self.separator();
        } else {
            self.rest = before;
        }
    }

    fn month_name(&mut self) -> Option<i64> {
        const NAMES: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let name = self.run(char::is_ascii_alphabetic)?;
        place(name, &NAMES).map(|at| at as i64 + 1)
    }

    /// Year, month and day.
    fn date(&mut self) -> Option<(i64, i64, i64)> {
        if self.rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            // Nov 8, 2014
            let month = self.month_name()?;
            self.separator()?;
            let (day, _) = self.number(2)?;
            self.separator()?;
            return Some((self.year()?, month, day));
        }
        let (first, digits) = self.number(4)?;
        if digits == 4 {
            // 2014-11-08, and parts missing from the right
            let mut parts = [1, 1];
            for part in &mut parts {
                let before = self.rest;
                if self.separator().is_none()
                    || !self.rest.starts_with(|c: char| c.is_ascii_digit())
                {
                    self.rest = before;
                    break;
                }
                *part = self.number(2)?.0;
            }
            return Some((first, parts[0], parts[1]));
        }
        if digits > 2 {
            return None;
        }
        self.separator()?;
        if self.rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            // 8 Nov 2014
            let month = self.month_name()?;
            self.separator()?;
            return Some((self.year()?, month, first));
        }
        // 11/08/2014
        let (day, _) = self.number(2)?;
        self.separator()?;
        Some((self.year()?, first, day))
    }

    /// A year of four digits, or of two: 50 to 99 are of the last century.
    fn year(&mut self) -> Option<i64> {
        match self.number(4)? {
            (year, 4) => Some(year),
            (year, 2) => Some(if year < 50 { 2000 + year } else { 1900 + year }),
            _ => None,
        }
    }

    fn time(&mut self, civil: &mut Civil) -> Option<()> {
        let _ = self.take('T').or_else(|| self.take('t'));
        self.space();
        civil.hour = self.number(2)?.0;
        self.take(':')?;
        civil.minute = self.number(2)?.0;
        if self.take(':').is_some() {
            civil.second = self.number(2)?.0;
            if self.take('.').or_else(|| self.take(',')).is_some() {
                civil.fraction = fraction_ticks(self.run(char::is_ascii_digit)?)?;
            }
        }
        self.space();
        let half = self.rest.get(..2).map(str::to_ascii_lowercase);
        if let Some(half @ ("am" | "pm")) = half.as_deref() {
            if !(1..=12).contains(&civil.hour) {
                return None;
            }
            civil.hour = civil.hour % 12 + if half == "pm" { 12 } else { 0 };
            self.rest = self.rest.get(2..)?;
        }
        Some(())
    }

    /// The offset from UTC in ticks; none is UTC.
    fn zone(&mut self) -> Option<i64> {
        self.space();
        for name in ["Z", "z", "GMT", "UTC"] {
            if let Some(rest) = self.rest.strip_prefix(name) {
                self.rest = rest;
                return Some(0);
            }
        }
        let sign = match self.rest.chars().next() {
            None => return Some(0),
            Some('+') => 1,
            Some('-') => -1,
            Some(_) => return None,
        };
        self.rest = self.rest.get(1..)?;
        let (hours, minutes) = match self.number(4)? {
            (both, 4) => (both / 100, both % 100),
            (hours, 1 | 2) if self.take(':').is_some() => (hours, self.number(2)?.0),
            (hours, 1 | 2) => (hours, 0),
            _ => return None,
        };
        (hours <= 14 && minutes < 60).then_some(sign * (hours * HOUR + minutes * MINUTE))
    }
}

/// The place of a name in a list, written in full or as its first three letters.
fn place(name: &str, names: &[&str]) -> Option<usize> {
    let name = name.to_ascii_lowercase();
    names
        .iter()
        .position(|full| *full == name || full.get(..3) == Some(&name))
}

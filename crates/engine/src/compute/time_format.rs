//! The formats of `format_datetime()` and `format_timespan()`.

use crate::functions::def::CallSite;
use crate::types::datetime::civil;
use crate::types::timespan::{DAY, HOUR, MINUTE, SECOND};

/// What a format is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// A letter and how often it stands in a row.
    Field(char, usize),
    Between(char),
}

/// What may stand between the parts.
const BETWEEN: &str = " /-:,._[]";

/// The format that a constant argument holds, read once; none when it is not constant.
pub(crate) fn constant(
    site: &CallSite<'_>,
    at: usize,
    read: fn(&str) -> Result<Vec<Part>, String>,
) -> Result<Option<Vec<Part>>, String> {
    site.text(at).map(read).transpose()
}

pub(crate) fn datetime_format(format: &str) -> Result<Vec<Part>, String> {
    parts(format, |letter| match letter {
        'y' => &[4, 2, 1],
        'd' | 'M' | 'h' | 'H' | 'm' | 's' => &[2, 1],
        't' => &[2],
        'f' | 'F' => &[7, 6, 5, 4, 3, 2, 1],
        _ => &[],
    })
}

pub(crate) fn timespan_format(format: &str) -> Result<Vec<Part>, String> {
    parts(format, |letter| match letter {
        'd' => &[8, 7, 6, 5, 4, 3, 2, 1],
        'h' | 'H' | 'm' | 's' => &[2, 1],
        'f' | 'F' => &[7, 6, 5, 4, 3, 2, 1],
        _ => &[],
    })
}

/// Splits a format; `lengths` gives how often a letter may stand in a row, longest first.
fn parts(format: &str, lengths: fn(char) -> &'static [usize]) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = format;
    while let Some(letter) = rest.chars().next() {
        if BETWEEN.contains(letter) {
            parts.push(Part::Between(letter));
            rest = &rest[letter.len_utf8()..];
            continue;
        }
        let run = rest.chars().take_while(|c| *c == letter).count();
        let Some(length) = lengths(letter).iter().find(|length| **length <= run) else {
            return Err(format!(
                "`{letter}` has no meaning in the format `{format}`"
            ));
        };
        parts.push(Part::Field(letter, *length));
        rest = &rest[*length..];
    }
    Ok(parts)
}

pub(crate) fn write_datetime(ticks: i64, parts: &[Part]) -> String {
    let c = civil(ticks);
    let mut text = String::new();
    for part in parts {
        match *part {
            Part::Between(letter) => text.push(letter),
            Part::Field('y', 4) => padded(&mut text, c.year, 4),
            Part::Field('y', width) => padded(&mut text, c.year % 100, width),
            Part::Field('M', width) => padded(&mut text, c.month, width),
            Part::Field('d', width) => padded(&mut text, c.day, width),
            Part::Field('H', width) => padded(&mut text, c.hour, width),
            Part::Field('h', width) => padded(&mut text, (c.hour + 11) % 12 + 1, width),
            Part::Field('m', width) => padded(&mut text, c.minute, width),
            Part::Field('s', width) => padded(&mut text, c.second, width),
            Part::Field('t', _) => text.push_str(if c.hour < 12 { "AM" } else { "PM" }),
            Part::Field(letter, width) => fraction(&mut text, c.fraction, width, letter == 'F'),
        }
    }
    text
}

pub(crate) fn write_timespan(ticks: i64, parts: &[Part]) -> String {
    let mut text = String::new();
    if ticks < 0 {
        text.push('-');
    }
    let t = ticks.unsigned_abs();
    // The quotients of the largest magnitude fit: it is 2⁶³.
    let whole = |unit: i64, modulus: u64| (t / unit as u64 % modulus) as i64;
    for part in parts {
        match *part {
            Part::Between(letter) => text.push(letter),
            Part::Field('d', width) => padded(&mut text, whole(DAY, u64::MAX), width),
            Part::Field('h' | 'H', width) => padded(&mut text, whole(HOUR, 24), width),
            Part::Field('m', width) => padded(&mut text, whole(MINUTE, 60), width),
            Part::Field('s', width) => padded(&mut text, whole(SECOND, 60), width),
            Part::Field(letter, width) => {
                fraction(&mut text, whole(1, SECOND as u64), width, letter == 'F');
            }
        }
    }
    text
}

fn padded(text: &mut String, number: i64, width: usize) {
    text.push_str(&format!("{number:0width$}"));
}

/// The first digits of the ticks of a second, without zeros at the end when `cut`.
fn fraction(text: &mut String, ticks: i64, width: usize, cut: bool) {
    let digits = format!("{ticks:07}");
    let digits = digits.get(..width).unwrap_or(&digits);
    text.push_str(if cut {
        digits.trim_end_matches('0')
    } else {
        digits
    });
}

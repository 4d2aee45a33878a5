//! Lengths of time as rules write them: `1h`, `14d`, `PT5M`, `P1DT12H`.

use vigie_engine::types::timespan::{DAY, HOUR, MINUTE, SECOND};

/// Ticks of 100 ns; `None` for what is no length of time.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_prefix('[').unwrap_or(text).to_ascii_uppercase();
    match text.strip_prefix('P') {
        Some(iso) => iso_8601(iso),
        None => short(&text),
    }
}

/// `1D`, `90M`: a number and a unit, once or several times.
fn short(text: &str) -> Option<i64> {
    parts(text, |unit| {
        Some(match unit {
            'D' => DAY,
            'H' => HOUR,
            'M' => MINUTE,
            'S' => SECOND,
            'W' => 7 * DAY,
            _ => return None,
        })
    })
}

fn iso_8601(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    if date.is_empty() && time.is_empty() {
        return None;
    }
    let days = |unit| match unit {
        'D' => Some(DAY),
        'W' => Some(7 * DAY),
        // Months and years have no length.
        _ => None,
    };
    let clock = |unit| match unit {
        'H' => Some(HOUR),
        'M' => Some(MINUTE),
        'S' => Some(SECOND),
        _ => None,
    };
    let date = if date.is_empty() {
        0
    } else {
        parts(date, days)?
    };
    let time = if time.is_empty() {
        0
    } else {
        parts(time, clock)?
    };
    date.checked_add(time)
}

fn parts(text: &str, unit: impl Fn(char) -> Option<i64>) -> Option<i64> {
    let mut total: i64 = 0;
    let mut digits = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            let count: i64 = digits.parse().ok()?;
            total = total.checked_add(count.checked_mul(unit(c)?)?)?;
            digits.clear();
        }
    }
    (digits.is_empty() && !text.is_empty()).then_some(total)
}

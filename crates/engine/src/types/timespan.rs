//! Timespans: 100 ns ticks and their text.

pub const MICROSECOND: i64 = 10;
pub const MILLISECOND: i64 = 10_000;
pub const SECOND: i64 = 10_000_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// `[-][d.]hh:mm:ss[.fffffff]`, the round-trip form ("c").
pub fn format(ticks: i64) -> String {
    let sign = if ticks < 0 { "-" } else { "" };
    let t = ticks.unsigned_abs();
    let days = t / DAY as u64;
    let rest = t % DAY as u64;
    let (h, m, s) = (
        rest / HOUR as u64,
        rest / MINUTE as u64 % 60,
        rest / SECOND as u64 % 60,
    );
    let fraction = rest % SECOND as u64;
    let mut text = String::from(sign);
    if days > 0 {
        text.push_str(&format!("{days}."));
    }
    text.push_str(&format!("{h:02}:{m:02}:{s:02}"));
    if fraction > 0 {
        text.push_str(&format!(".{fraction:07}"));
    }
    text
}

/// Reads `1.02:03:04.5`, `02:03`, `1d`, `3` (days); `None` when it is none of them.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, body) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let ticks = if body.contains(':') {
        clock(body)?
    } else if body.bytes().all(|b| b.is_ascii_digit()) {
        body.parse::<i64>().ok()?.checked_mul(DAY)?
    } else {
        unit(body)?
    };
    Some(if negative { -ticks } else { ticks })
}

fn clock(body: &str) -> Option<i64> {
    let (days, rest) = match body.split_once(':')?.0.split_once('.') {
        Some((days, _)) => (days, body.get(days.len() + 1..)?),
        None => ("0", body),
    };
    let mut parts = rest.split(':');
    let hours = number(parts.next()?)?;
    let minutes = number(parts.next()?)?;
    let (seconds, fraction) = match parts.next() {
        Some(text) => match text.split_once('.') {
            Some((s, f)) => (number(s)?, fraction_ticks(f)?),
            None => (number(text)?, 0),
        },
        None => (0, 0),
    };
    if parts.next().is_some() || hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    number(days)?
        .checked_mul(DAY)?
        .checked_add(hours * HOUR + minutes * MINUTE + seconds * SECOND + fraction)
}

fn number(text: &str) -> Option<i64> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// Digits behind the point of seconds, as ticks.
pub fn fraction_ticks(digits: &str) -> Option<i64> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let padded: String = digits
        .chars()
        .chain(std::iter::repeat('0'))
        .take(7)
        .collect();
    padded.parse().ok()
}

fn unit(body: &str) -> Option<i64> {
    let at = body.find(|c: char| c.is_ascii_alphabetic())?;
    let (count, unit) = body.split_at(at);
    let ticks = match unit.trim() {
        "d" | "day" | "days" => DAY,
        "h" | "hr" | "hrs" | "hour" | "hours" => HOUR,
        "m" | "min" | "minute" | "minutes" => MINUTE,
        "s" | "sec" | "second" | "seconds" => SECOND,
        "ms" | "milli" | "millis" | "millisecond" | "milliseconds" => MILLISECOND,
        "micro" | "micros" | "microsecond" | "microseconds" => MICROSECOND,
        "tick" | "ticks" => 1,
        _ => return None,
    };
    let count = count.trim();
    match count.parse::<i64>() {
        Ok(count) => count.checked_mul(ticks),
        Err(_) => {
            let product = count.parse::<f64>().ok()? * ticks as f64;
            (product.abs() < 9.2e18).then_some(product as i64)
        }
    }
}

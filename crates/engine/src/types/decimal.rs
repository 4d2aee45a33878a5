//! Decimals: 128-bit integers scaled by 10^18.
//!
//! Differs from Kusto, whose decimals float: here 18 digits stand behind the point and 20 before
//! it. What does not fit is null.

pub const PRECISION: u8 = 38;
pub const SCALE: i8 = 18;
/// 10^18
pub const ONE: i128 = 1_000_000_000_000_000_000;

/// Reads `-12.5`, `1e3`; `None` when it is no number or does not fit.
pub fn parse(text: &str) -> Option<i128> {
    let text = text.trim();
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (negative, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    if all.iter().any(|b| !b.is_ascii_digit()) {
        return None;
    }
    // The number is all × 10^(exponent − fraction.len()); shift it to 18 digits behind the point.
    let shift = i64::from(exponent) - fraction.len() as i64 + i64::from(SCALE);
    let keep = if shift < 0 {
        all.len().saturating_sub(usize::try_from(-shift).ok()?)
    } else {
        all.len()
    };
    let mut value: i128 = 0;
    for digit in &all[..keep] {
        value = value
            .checked_mul(10)?
            .checked_add(i128::from(digit - b'0'))?;
    }
    if shift < 0 && all.get(keep).is_some_and(|d| *d >= b'5') {
        value = value.checked_add(1)?;
    }
    if value != 0 {
        for _ in 0..shift.max(0) {
            value = value.checked_mul(10)?;
        }
    }
    in_range(if negative { -value } else { value })
}

/// Digits without trailing zeros.
pub fn format(d: i128) -> String {
    let sign = if d < 0 { "-" } else { "" };
    let magnitude = d.unsigned_abs();
    let one = ONE.unsigned_abs();
    let (whole, fraction) = (magnitude / one, magnitude % one);
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let digits = format!("{fraction:018}");
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}

pub fn to_f64(d: i128) -> f64 {
    d as f64 / ONE as f64
}

pub fn from_f64(r: f64) -> Option<i128> {
    if r.is_finite() {
        parse(&format!("{r}"))
    } else {
        None
    }
}

pub fn from_i64(i: i64) -> i128 {
    i128::from(i) * ONE
}

pub fn add(a: i128, b: i128) -> Option<i128> {
    a.checked_add(b).and_then(in_range)
}

pub fn multiply(a: i128, b: i128) -> Option<i128> {
    // (a × b) / 10^18 with the whole and the fraction of `a` apart, so that it seldom overflows.
    let whole = (a / ONE).checked_mul(b)?;
    let part = (a % ONE).checked_mul(b).map_or_else(
        || Some(((a % ONE) as f64 * to_f64(b)) as i128),
        |p| Some(p / ONE),
    )?;
    whole.checked_add(part).and_then(in_range)
}

pub fn divide(a: i128, b: i128) -> Option<i128> {
    if b == 0 {
        return None;
    }
    let (mut whole, mut rest) = (a / b, a % b);
    for _ in 0..SCALE {
        rest = rest.checked_mul(10)?;
        whole = whole.checked_mul(10)?.checked_add(rest / b)?;
        rest %= b;
    }
    in_range(whole)
}

fn in_range(d: i128) -> Option<i128> {
    const LIMIT: i128 = 99_999_999_999_999_999_999_999_999_999_999_999_999;
    (-LIMIT..=LIMIT).contains(&d).then_some(d)
}

//! Functions of one or a few numbers: nulls, and rounding.

use crate::types::{Value, decimal};

/// A function of one real; null of null.
pub(crate) fn real(args: &[Value], f: impl Fn(f64) -> f64) -> Value {
    reals(args, |[x]| f(x))
}

/// A function of several reals; null when one is null.
pub(crate) fn reals<const N: usize>(args: &[Value], f: impl Fn([f64; N]) -> f64) -> Value {
    let mut numbers = [0.0; N];
    for (number, arg) in numbers.iter_mut().zip(args) {
        match arg.as_f64() {
            Some(x) => *number = x,
            None => return Value::Null,
        }
    }
    Value::Real(f(numbers))
}

/// A function of whole numbers; null when one is null or the function gives none.
pub(crate) fn longs<const N: usize>(args: &[Value], f: impl Fn([i64; N]) -> Option<i64>) -> Value {
    let mut numbers = [0; N];
    for (number, arg) in numbers.iter_mut().zip(args) {
        match arg.as_i64() {
            Some(x) => *number = x,
            None => return Value::Null,
        }
    }
    f(numbers).map_or(Value::Null, Value::Long)
}

/// A logarithm, which is null below zero.
pub(crate) fn logarithm(args: &[Value], f: impl Fn(f64) -> f64) -> Value {
    match args[0].as_f64() {
        Some(x) if x < 0.0 => Value::Null,
        _ => real(args, f),
    }
}

/// Rounds halves away from zero.
pub(crate) fn round_real(x: f64, digits: i64) -> f64 {
    // A double has no digits beyond these.
    let digits = digits.clamp(-330, 330) as i32;
    if digits == 0 {
        return x.round();
    }
    let scaled = x * 10_f64.powi(digits);
    if scaled.is_finite() {
        let rounded = scaled.round() / 10_f64.powi(digits);
        if rounded.is_finite() { rounded } else { 0.0 }
    } else {
        x
    }
}

pub(crate) fn round_decimal(d: i128, digits: i64) -> Option<i128> {
    let drop = i64::from(decimal::SCALE) - digits;
    if drop <= 0 {
        return Some(d);
    }
    let Some(unit) = u32::try_from(drop)
        .ok()
        .and_then(|n| 10_i128.checked_pow(n))
    else {
        return Some(0);
    };
    let half = if d < 0 { -unit / 2 } else { unit / 2 };
    let rounded = (d.checked_add(half)? / unit).checked_mul(unit)?;
    decimal::add(rounded, 0)
}

/// Whole numbers are rounded before the point only.
pub(crate) fn round_whole(i: i64, digits: i64) -> Option<i64> {
    if digits >= 0 {
        return Some(i);
    }
    let Some(unit) = u32::try_from(-digits)
        .ok()
        .and_then(|n| 10_i64.checked_pow(n))
    else {
        return Some(0);
    };
    let half = if i < 0 { -unit / 2 } else { unit / 2 };
    (i.checked_add(half)? / unit).checked_mul(unit)
}

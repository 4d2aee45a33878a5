//! Reals: their text, their order, their place in JSON.

use std::cmp::Ordering;

use super::Json;

/// The text of a real as `tostring()` gives it: shortest that reads back, `NaN`, `∞` spelled `inf`.
pub fn format_real(r: f64) -> String {
    if r.is_nan() {
        return "NaN".to_owned();
    }
    if r.is_infinite() {
        return if r > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let magnitude = r.abs();
    if magnitude != 0.0 && !(1e-5..1e15).contains(&magnitude) {
        // .NET's round-trip form: 1E+20, 1.5E-07.
        let text = format!("{r:e}");
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, digits) = match exponent.strip_prefix('-') {
            Some(digits) => ('-', digits),
            None => ('+', exponent),
        };
        return format!("{mantissa}E{sign}{digits:0>2}");
    }
    let text = format!("{r}");
    if text.contains('.') {
        text
    } else {
        text + ".0"
    }
}

/// A real inside dynamic; what JSON cannot hold becomes text.
pub fn json_real(r: f64) -> Json {
    serde_json::Number::from_f64(r).map_or_else(|| Json::String(format_real(r)), Json::Number)
}

/// A total order: NaN first, then by size.
pub fn order_reals(a: f64, b: f64) -> Ordering {
    match (a.is_nan(), b.is_nan()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
    }
}

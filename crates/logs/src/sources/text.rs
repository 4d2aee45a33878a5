//! Text functions that the expressions of several sources share.

use std::borrow::Cow;

use vigie_engine::types::datetime;

use super::def::Field;
use crate::json;

/// In upper case, as Unicode has it.
pub fn upper(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_lowercase()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_uppercase())
    }
}

/// In lower case, as Unicode has it.
pub fn lower(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

/// Without the white space around it.
pub fn trimmed(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text.trim())
}

/// JSON as Log Analytics writes it into string columns; a text stays as it is.
pub fn indented(fields: &[Field<'_>]) -> Option<String> {
    let field = fields.first()?;
    match field {
        Field::Json(value @ [b'{' | b'[', ..]) => json::indented(value),
        _ => field.text().map(Cow::into_owned),
    }
}

/// A time that is a count of seconds, milliseconds or microseconds since 1970, by its magnitude, in
/// the form that JSON has for it; another text stays as it is.
pub fn epoch(text: &str) -> Cow<'_, str> {
    let Ok(count) = text.trim().parse::<i64>() else {
        return Cow::Borrowed(text);
    };
    let scale = match count.unsigned_abs() {
        0..100_000_000_000 => 10_000_000,
        100_000_000_000..100_000_000_000_000 => 10_000,
        _ => 10,
    };
    let ticks = count
        .checked_mul(scale)
        .and_then(|ticks| ticks.checked_add(datetime::UNIX_EPOCH))
        .and_then(datetime::checked);
    ticks.map_or(Cow::Borrowed(text), |ticks| {
        Cow::Owned(datetime::format(ticks))
    })
}

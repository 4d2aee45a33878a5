//! Text functions that the expressions of several sources share.

use std::borrow::Cow;

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

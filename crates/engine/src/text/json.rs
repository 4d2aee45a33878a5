//! Writing the JSON text of dynamic columns without building trees.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, StringViewBuilder};

use super::json_compact::push_compact;
use crate::types::dynamic;

/// Writes a JSON string behind what `out` holds.
pub fn push_string(out: &mut String, text: &str) {
    let plain = text.bytes().all(|b| b >= 0x20 && b != b'"' && b != b'\\');
    if plain {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&serde_json::Value::from(text).to_string());
    }
}

/// Writes a JSON array of strings.
pub fn push_strings<'t>(out: &mut String, texts: impl IntoIterator<Item = &'t str>) {
    out.push('[');
    for (at, text) in texts.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        push_string(out, text);
    }
    out.push(']');
}

/// A dynamic value for each row: compact JSON text written into an empty buffer, or null when
/// `write` says `false`.
pub fn dynamics(rows: usize, mut write: impl FnMut(usize, &mut String) -> bool) -> ArrayRef {
    let mut builder = StringViewBuilder::with_capacity(rows);
    let mut text = String::new();
    for row in 0..rows {
        text.clear();
        if write(row, &mut text) {
            builder.append_value(&text);
        } else {
            builder.append_null();
        }
    }
    Arc::new(builder.finish())
}

/// Writes what `parse_json()` makes of a text: its JSON in compact form, or a string that holds
/// it when it is no JSON. Writes nothing and says `false` for null.
pub fn push_parsed(out: &mut String, text: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    let from = out.len();
    if push_compact(out, text) {
        return out.get(from..) != Some("null");
    }
    out.truncate(from);
    match dynamic::parse(text) {
        Some(json) if json.is_null() => return false,
        Some(json) => out.push_str(&dynamic::to_json_text(&json)),
        None => push_string(out, text),
    }
    true
}

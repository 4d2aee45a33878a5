//! Paths into JSON text without a tree: `d.a.b[0]` skips over what it does not need.
//!
//! The text of a dynamic is valid JSON. On text that is not, the answers are none, never a panic.

use std::borrow::Cow;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, StringViewBuilder};
use datafusion::error::Result as DfResult;

use crate::functions::def::Columns;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// `.name` or `["name"]`.
    Member(Key),
    /// `[3]`; negative counts from the end.
    Element(i64),
}

/// The name of a member, ready to be compared with the keys of JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    name: String,
    /// As canonical JSON text writes it, without the quotes.
    escaped: String,
}

impl Key {
    pub fn new(name: &str) -> Self {
        let quoted = serde_json::Value::from(name).to_string();
        let escaped = quoted
            .get(1..quoted.len() - 1)
            .unwrap_or_default()
            .to_owned();
        Self {
            name: name.to_owned(),
            escaped,
        }
    }

    /// Whether a key of JSON text, given without its quotes, is this one.
    fn is(&self, raw: &str) -> bool {
        if raw == self.escaped {
            return true;
        }
        // Only escapes can spell the same name in another way.
        raw.contains('\\') && unescape(raw).is_some_and(|text| text == self.name)
    }
}

/// The text of a JSON string, given without its quotes.
pub fn unescape(raw: &str) -> Option<Cow<'_, str>> {
    if !raw.contains('\\') {
        return Some(Cow::Borrowed(raw));
    }
    serde_json::from_str::<String>(&format!("\"{raw}\""))
        .ok()
        .map(Cow::Owned)
}

/// The text at the end of a path; none where it leads nowhere, or to null.
pub fn get<'t>(text: &'t str, path: &[Step]) -> Option<&'t str> {
    let bytes = text.as_bytes();
    let mut at = skip_space(bytes, 0);
    for step in path {
        at = match step {
            Step::Member(key) => member(text, at, key)?,
            Step::Element(index) => element(bytes, at, *index)?,
        };
    }
    let end = skip_value(bytes, at)?;
    text.get(at..end).filter(|value| *value != "null")
}

/// The first argument with a part of its text for each row, as `part` finds it.
pub(crate) fn slices(
    columns: &Columns<'_>,
    part: impl for<'t> Fn(&'t str, usize) -> Option<&'t str>,
) -> DfResult<ArrayRef> {
    let texts = columns.texts(0)?;
    let mut builder = StringViewBuilder::with_capacity(columns.rows);
    for row in 0..columns.rows {
        builder.append_option(texts.get(row).and_then(|text| part(text, row)));
    }
    Ok(Arc::new(builder.finish()))
}

/// Where the value of a member begins.
pub(super) fn member(text: &str, object: usize, key: &Key) -> Option<usize> {
    let bytes = text.as_bytes();
    if *bytes.get(object)? != b'{' {
        return None;
    }
    let mut at = skip_space(bytes, object + 1);
    while *bytes.get(at)? == b'"' {
        let end = skip_string(bytes, at)?;
        let name = text.get(at + 1..end - 1)?;
        at = skip_space(bytes, end);
        if *bytes.get(at)? != b':' {
            return None;
        }
        at = skip_space(bytes, at + 1);
        if key.is(name) {
            return Some(at);
        }
        at = next_item(bytes, at)?;
    }
    None
}

/// Where an element of an array begins.
fn element(bytes: &[u8], array: usize, index: i64) -> Option<usize> {
    if *bytes.get(array)? != b'[' {
        return None;
    }
    let first = skip_space(bytes, array + 1);
    if *bytes.get(first)? == b']' {
        return None;
    }
    let index = if index < 0 {
        count(bytes, first)?.checked_add(index)?
    } else {
        index
    };
    let mut at = first;
    for _ in 0..u64::try_from(index).ok()? {
        at = next_item(bytes, at)?;
    }
    Some(at)
}

/// How many elements the array has that is the whole text; none when it is no array.
pub(crate) fn array_length(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let array = skip_space(bytes, 0);
    if *bytes.get(array)? != b'[' {
        return None;
    }
    let first = skip_space(bytes, array + 1);
    if *bytes.get(first)? == b']' {
        return Some(0);
    }
    count(bytes, first)
}

/// How many elements there are from the first one on.
fn count(bytes: &[u8], first: usize) -> Option<i64> {
    let (mut at, mut count) = (first, 1);
    loop {
        let end = skip_space(bytes, skip_value(bytes, at)?);
        match bytes.get(end)? {
            b',' => at = skip_space(bytes, end + 1),
            b']' => return Some(count),
            _ => return None,
        }
        count += 1;
    }
}

/// From the beginning of a value to the beginning of the next one in the same array or object.
pub(super) fn next_item(bytes: &[u8], value: usize) -> Option<usize> {
    let end = skip_space(bytes, skip_value(bytes, value)?);
    (*bytes.get(end)? == b',').then(|| skip_space(bytes, end + 1))
}

/// The end of the value that begins here.
pub(super) fn skip_value(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'"' => skip_string(bytes, at),
        b'{' | b'[' => skip_nested(bytes, at),
        _ => {
            let rest = bytes.get(at..)?;
            let length = rest
                .iter()
                .position(|b| matches!(b, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n'))
                .unwrap_or(rest.len());
            (length > 0).then_some(at + length)
        }
    }
}

/// The end of an array or object: brackets are counted, strings are skipped.
fn skip_nested(bytes: &[u8], at: usize) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, at);
    loop {
        match bytes.get(at)? {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' => {
                at = skip_string(bytes, at)?;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// The end of a string, behind its closing quote.
fn skip_string(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        let found = at + memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[found] == b'"' {
            return Some(found + 1);
        }
        at = found + 2;
    }
}

pub(super) fn skip_space(bytes: &[u8], at: usize) -> usize {
    let mut at = at;
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

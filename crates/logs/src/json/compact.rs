//! Writing JSON again: the canonical compact text of dynamic columns, and the indented text in which
//! Log Analytics keeps JSON in string columns.

use std::borrow::Cow;

use vigie_engine::text::json_compact::push_compact;

use super::skip::{skip, space};
use super::text::{quote, unescape};

/// The compact text of a value, as `serde_json` writes the tree it reads of it.
///
/// `None` for what is not one JSON value.
pub fn compact(value: &[u8]) -> Option<Cow<'_, str>> {
    let text = std::str::from_utf8(value).ok()?;
    if is_compact(value) {
        return Some(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(value.len());
    if push_compact(&mut out, text) {
        return Some(Cow::Owned(out));
    }
    match serde_json::from_slice::<serde_json::Value>(value) {
        Ok(tree) => Some(Cow::Owned(tree.to_string())),
        // Raw control characters: written escaped, everything else as it is.
        Err(_) => {
            out.clear();
            rewrite(value, Layout::Compact, &mut out)?;
            Some(Cow::Owned(out))
        }
    }
}

/// Whether a value is for sure in canonical form: strings without escapes, no white space between
/// tokens, no number that may be written in another way, no key twice.
fn is_compact(value: &[u8]) -> bool {
    match value {
        [b'"', inner @ .., b'"'] => !inner.iter().any(|b| matches!(b, b'\\' | b'"' | 0..0x20)),
        b"true" | b"false" | b"null" | b"0" => true,
        [b'1'..=b'9', ..] => value.len() < 18 && value.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

/// The text with two spaces a level and CRLF between lines, as Log Analytics writes the JSON of its
/// string columns. `None` for what is not JSON.
pub fn indented(value: &[u8]) -> Option<String> {
    let mut out = String::with_capacity(value.len() + value.len() / 4);
    rewrite(value, Layout::Indented, &mut out)?;
    Some(out)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Compact,
    Indented,
}

/// Copies the tokens of a checked value in another layout.
fn rewrite(value: &[u8], layout: Layout, out: &mut String) -> Option<()> {
    let end = skip(value, 0).ok()?;
    if space(value, end) != value.len() {
        return None;
    }
    let mut depth = 0_usize;
    let mut at = 0;
    let line = |out: &mut String, depth: usize| {
        if layout == Layout::Indented {
            out.push_str("\r\n");
            out.extend(std::iter::repeat_n("  ", depth));
        }
    };
    while let Some(&byte) = value.get(at) {
        match byte {
            b'{' | b'[' => {
                out.push(char::from(byte));
                let next = space(value, at + 1);
                if let Some(close @ (b'}' | b']')) = value.get(next) {
                    out.push(char::from(*close));
                    at = next + 1;
                } else {
                    depth += 1;
                    line(out, depth);
                    at = next;
                }
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                line(out, depth);
                out.push(char::from(byte));
                at += 1;
            }
            b',' => {
                out.push(',');
                line(out, depth);
                at += 1;
            }
            b':' => {
                out.push_str(if layout == Layout::Indented {
                    ": "
                } else {
                    ":"
                });
                at += 1;
            }
            b' ' | b'\n' | b'\r' | b'\t' => at += 1,
            _ => {
                let end = skip(value, at).ok()?;
                let token = value.get(at..end)?;
                if byte == b'"' {
                    quote(out, &unescape(token.get(1..token.len() - 1)?));
                } else {
                    out.push_str(std::str::from_utf8(token).ok()?);
                }
                at = end;
            }
        }
    }
    Some(())
}

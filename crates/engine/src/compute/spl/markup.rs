//! Texts that hold XML or JSON, read as far as fields need it.

use crate::types::{Json, dynamic};

/// The text between the last `<name …>` and its `</name>` that have no other tag between them.
pub fn element<'t>(xml: &'t str, name: &str) -> Option<&'t str> {
    let mut found = None;
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        rest = rest.get(open + 1..)?;
        let Some(inside) = rest.strip_prefix(name) else {
            continue;
        };
        if !inside.starts_with(|c: char| c == '>' || c.is_whitespace()) {
            continue;
        }
        let Some((_, after)) = inside.split_once('>') else {
            break;
        };
        let Some(end) = after.find('<') else { break };
        let (text, close) = after.split_at(end);
        let closed = close
            .strip_prefix("</")
            .and_then(|c| c.strip_prefix(name))
            .is_some_and(|c| c.starts_with('>'));
        if closed {
            found = Some(text);
        }
        rest = after;
    }
    found
}

/// What the first `most` characters of a JSON text hold: members and elements that end in them.
pub fn beginning(text: &str, most: usize) -> Option<Json> {
    match text.char_indices().nth(most) {
        None => dynamic::parse(text),
        Some((end, _)) => dynamic::parse(&closed(text.get(..end)?)?),
    }
}

/// The beginning of a JSON text up to the last value that is whole, with its brackets closed.
fn closed(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    // The brackets that are open, and whether a key comes next.
    let mut open: Vec<u8> = Vec::new();
    let mut is_key = false;
    let mut whole = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'{' | b'[' => {
                open.push(*byte);
                is_key = *byte == b'{';
                whole = at;
            }
            b'}' | b']' => {
                open.pop()?;
                whole = at;
            }
            b'"' => {
                let mut escaped = false;
                let end = bytes.get(at..)?.iter().position(|b| {
                    let ends = *b == b'"' && !escaped;
                    escaped = *b == b'\\' && !escaped;
                    ends
                });
                let Some(end) = end else { break };
                at += end + 1;
                if !is_key {
                    whole = at;
                }
            }
            b':' => is_key = false,
            b',' => is_key = open.last() == Some(&b'{'),
            byte if byte.is_ascii_whitespace() => {}
            _ => {
                let ends = |b: &u8| matches!(b, b',' | b'}' | b']') || b.is_ascii_whitespace();
                let Some(end) = bytes.get(at..)?.iter().position(ends) else {
                    break;
                };
                at += end;
                whole = at;
            }
        }
    }
    if open.is_empty() {
        return None;
    }
    let mut text = text.get(..whole)?.to_owned();
    text.extend(
        open.iter()
            .rev()
            .map(|b| if *b == b'{' { '}' } else { ']' }),
    );
    Some(text)
}

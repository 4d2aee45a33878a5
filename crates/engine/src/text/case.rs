//! Case without regard to language: each character has at most one other form.
//!
//! Characters whose other case is several characters (`ß`, `İ`) keep the one they have, as they
//! do in Kusto.

/// The lower case of a character, the character itself when that is not one character.
pub fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    single(c, c.to_lowercase())
}

/// The upper case of a character, the character itself when that is not one character.
pub fn upper(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_uppercase();
    }
    single(c, c.to_uppercase())
}

fn single(c: char, mut mapped: impl Iterator<Item = char>) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

/// Writes the lower case of a text behind what `out` holds.
pub fn push_lower(out: &mut String, text: &str) {
    push_mapped(out, text, lower, str::make_ascii_lowercase);
}

/// Writes the upper case of a text behind what `out` holds.
pub fn push_upper(out: &mut String, text: &str) {
    push_mapped(out, text, upper, str::make_ascii_uppercase);
}

fn push_mapped(out: &mut String, text: &str, map: fn(char) -> char, ascii: fn(&mut str)) {
    if text.is_ascii() {
        let from = out.len();
        out.push_str(text);
        if let Some(added) = out.get_mut(from..) {
            ascii(added);
        }
    } else {
        out.extend(text.chars().map(map));
    }
}

/// Whether two texts differ in nothing but case.
pub fn equal(a: &str, b: &str) -> bool {
    if a.len() == b.len() && a.eq_ignore_ascii_case(b) {
        return true;
    }
    if a.is_ascii() && b.is_ascii() {
        return false;
    }
    a.chars().map(lower).eq(b.chars().map(lower))
}

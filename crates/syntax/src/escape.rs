//! Texts out of logs as they may be shown: an attacker chooses what a log says, so nothing of it
//! may move a terminal's cursor, turn a line around, or be a formula in a spreadsheet.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// One line that is safe on a terminal: control characters and invisible marks of direction are
/// written as escapes (`\n`, `\u{1b}`).
pub fn line(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c == '\n' || c == '\t')
}

/// The same for a text of several lines, whose line ends and tabs stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |_| false)
}

fn escaped(text: &str, also: impl Fn(char) -> bool) -> Cow<'_, str> {
    let bad = |c: char| match c {
        '\n' | '\t' => also(c),
        _ => c.is_control() || is_direction(c),
    };
    if !text.contains(bad) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if bad(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Characters that turn the direction of what follows, or that cannot be seen.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A field of a CSV file, quoted where CSV wants it.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe in front, as the OWASP
/// page on CSV injection advises. Numbers stay numbers.
pub fn csv(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
        && text.parse::<f64>().is_err();
    let safe = lines(text);
    let guard = if formula { "'" } else { "" };
    if safe.contains(['"', ',', '\n', '\r']) || safe.starts_with(' ') || safe.ends_with(' ') {
        format!("\"{guard}{}\"", safe.replace('"', "\"\""))
    } else {
        format!("{guard}{safe}")
    }
}

/// JSON text whose remaining control characters (DEL and the C1 set, which JSON allows) are escaped.
pub fn json(text: &str) -> Cow<'_, str> {
    let bad = |c: char| matches!(c, '\u{7f}'..='\u{9f}');
    if !text.contains(bad) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if bad(c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// How many columns of a terminal a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text, cut with `…` where it is wider than `columns`.
pub fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut taken = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if taken + wide + 1 > columns {
            break;
        }
        taken += wide;
        out.push(c);
    }
    if columns > 0 {
        out.push('…');
    }
    Cow::Owned(out)
}

/// The text broken into lines of `columns` at most, each behind `indent` and with a line end. A word
/// that is longer than a line gets its own.
pub fn wrap(text: &str, columns: usize, indent: &str) -> String {
    let room = columns.saturating_sub(indent.width()).max(1);
    let mut out = String::new();
    let mut line = String::new();
    let mut flush = |line: &mut String| {
        if !line.is_empty() {
            out.push_str(indent);
            out.push_str(line);
            out.push('\n');
            line.clear();
        }
    };
    for word in text.split_whitespace() {
        if !line.is_empty() && line.width() + 1 + word.width() > room {
            flush(&mut line);
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    flush(&mut line);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_would_act() {
        assert_eq!(
            line("a\u{1b}[31m\nb\u{202e}c"),
            "a\\u{1b}[31m\\nb\\u{202e}c"
        );
        assert_eq!(lines("a\n\u{7}"), "a\n\\u{7}");
        assert_eq!(json("\"\u{9b}31m\""), "\"\\u009b31m\"");
    }

    #[test]
    fn disarms_formulas_and_leaves_numbers() {
        assert_eq!(csv("=1+2"), "'=1+2");
        assert_eq!(csv("@SUM(A1),x"), "\"'@SUM(A1),x\"");
        assert_eq!(csv("-12.5"), "-12.5");
        assert_eq!(csv("say \"hi\""), "\"say \"\"hi\"\"\"");
    }

    #[test]
    fn cuts_by_width() {
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("日本語", 5), "日本…");
        assert_eq!(cut("abc", 0), "");
        assert_eq!(wrap("one two three", 8, "  "), "  one\n  two\n  three\n");
        assert_eq!(wrap("one two three", 9, "  "), "  one two\n  three\n");
    }
}

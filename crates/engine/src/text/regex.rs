//! Regular expressions of the functions: compiled once when constant, and their rewrites.
//!
//! The language's syntax is that of the `regex` crate. Source: the page "Regex syntax" of the
//! Kusto documentation.

use regex::{Captures, Regex};

use super::columns::{Texts, append};
use crate::functions::def::CallSite;

/// A compiled pattern, or a sentence that says what is wrong with it.
///
/// Published rules also use what the engine's former syntax, RE2, took literally: `{` that begins
/// no repetition, `[` in a class. A pattern that is wrong otherwise is read that way.
pub fn compile(pattern: &str) -> Result<Regex, String> {
    Regex::new(pattern)
        .or_else(|error| Regex::new(&as_re2(pattern)).map_err(|_| error))
        .map_err(|error| {
            let text = error.to_string();
            let reason = match &error {
                regex::Error::CompiledTooBig(_) => "it is too big",
                // The error's text draws the pattern; its last line has the reason.
                _ => text
                    .lines()
                    .last()
                    .unwrap_or_default()
                    .trim_start_matches("error: "),
            };
            format!("`{pattern}` is no regular expression: {reason}")
        })
}

/// The pattern with what RE2 takes literally escaped.
fn as_re2(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    let mut in_class = false;
    while let Some(c) = rest.chars().next() {
        let behind = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = behind;
        match c {
            '\\' => {
                let escaped = behind.chars().next();
                rest = behind
                    .get(escaped.map_or(0, char::len_utf8)..)
                    .unwrap_or_default();
                match escaped {
                    // Up to three octal digits are a character.
                    Some('0') => {
                        let more = rest
                            .bytes()
                            .take(2)
                            .take_while(|b| matches!(b, b'0'..=b'7'));
                        let (digits, behind) = rest.split_at(more.count());
                        let code = u32::from_str_radix(digits, 8).unwrap_or(0);
                        out.push_str(&format!(r"\x{{{code:x}}}"));
                        rest = behind;
                    }
                    Some(c @ ('<' | '>')) if in_class => out.push(c),
                    Some(c) => out.extend(['\\', c]),
                    None => out.push('\\'),
                }
            }
            '[' if in_class => match behind.split_once(":]").filter(|_| behind.starts_with(':')) {
                Some((name, behind)) => {
                    out.push_str(&format!("[{name}:]"));
                    rest = behind;
                }
                None => out.push_str(r"\["),
            },
            '&' | '~' if in_class => out.extend(['\\', c]),
            ']' if in_class => {
                in_class = false;
                out.push(c);
            }
            '[' => {
                in_class = true;
                out.push(c);
                for first in ['^', ']'] {
                    if let Some(behind) = rest.strip_prefix(first) {
                        out.push_str(if first == ']' { r"\]" } else { "^" });
                        rest = behind;
                    }
                }
            }
            '{' if !in_class && !begins_repetition(behind) => out.push_str(r"\{"),
            _ => out.push(c),
        }
    }
    out
}

/// Whether what stands behind `{` makes it a repetition: `3}`, `3,}`, `3,5}`.
fn begins_repetition(behind: &str) -> bool {
    let Some((inside, _)) = behind.split_once('}') else {
        return false;
    };
    let (least, most) = inside.split_once(',').unwrap_or((inside, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    !least.is_empty() && digits(least) && digits(most)
}

/// The pattern argument of a call.
#[derive(Debug)]
pub struct Pattern {
    known: Option<Regex>,
    make: fn(&str) -> String,
}

impl Pattern {
    /// The argument at a place; an error when it is constant and wrong.
    pub fn of(site: &CallSite<'_>, at: usize) -> Result<Self, String> {
        Self::made(site, at, str::to_owned)
    }

    /// As `of`, for the pattern that `make` makes of the argument.
    pub fn made(site: &CallSite<'_>, at: usize, make: fn(&str) -> String) -> Result<Self, String> {
        // Compiled as it stands first, so that the error speaks of what was written.
        let known = site
            .text(at)
            .map(|text| compile(text).and_then(|_| compile(&make(text))))
            .transpose()?;
        Ok(Self { known, make })
    }

    /// The pattern when it is the same for every row.
    pub fn known(&self) -> Option<&Regex> {
        self.known.as_ref()
    }

    /// Reads the pattern of each row of a batch; `texts` is the argument.
    pub fn rows<'p>(&'p self, texts: &'p Texts) -> PatternRows<'p> {
        PatternRows {
            pattern: self,
            texts,
            last: None,
        }
    }
}

/// The patterns of a batch, row by row.
#[derive(Debug)]
pub struct PatternRows<'p> {
    pattern: &'p Pattern,
    texts: &'p Texts,
    /// The last text that was compiled; neighbors are often the same.
    last: Option<(String, Option<Regex>)>,
}

impl PatternRows<'_> {
    /// The pattern of a row, `None` when it is wrong.
    pub fn at(&mut self, row: usize) -> Option<&Regex> {
        if let Some(known) = &self.pattern.known {
            return Some(known);
        }
        let text = self.texts.at(row);
        if self.last.as_ref().is_none_or(|(last, _)| last != text) {
            let regex = compile(&(self.pattern.make)(text)).ok();
            self.last = Some((text.to_owned(), regex));
        }
        self.last.as_ref()?.1.as_ref()
    }
}

/// What stands in place of a match: text, and `\0` to `\9` for the match's groups.
#[derive(Debug, Clone)]
pub struct Rewrite(Vec<Piece>);

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Group(usize),
}

impl Rewrite {
    pub fn new(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let next = rest.peek().copied().filter(|_| c == '\\');
            match next {
                Some(digit) if digit.is_ascii_digit() => {
                    rest.next();
                    if !plain.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut plain)));
                    }
                    pieces.push(Piece::Group(digit as usize - '0' as usize));
                }
                Some('\\') => {
                    rest.next();
                    plain.push('\\');
                }
                _ => plain.push(c),
            }
        }
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Self(pieces)
    }

    /// Writes the text with all matches rewritten behind what `out` holds.
    pub fn push_all(&self, out: &mut String, regex: &Regex, text: &str) {
        let mut from = 0;
        for captures in regex.captures_iter(text) {
            let whole = captures.get_match();
            append(out, text.get(from..whole.start()).unwrap_or_default());
            self.push(out, &captures);
            from = whole.end();
        }
        append(out, text.get(from..).unwrap_or_default());
    }

    fn push(&self, out: &mut String, captures: &Captures<'_>) {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => append(out, text),
                Piece::Group(at) => append(out, captures.get(*at).map_or("", |m| m.as_str())),
            }
        }
    }
}

//! Regular expressions of the functions: compiled once when constant, and their rewrites.
//!
//! The language's syntax is that of the `regex` crate. Source: the page "Regex syntax" of the
//! Kusto documentation.

use regex::{Captures, Regex};

use super::columns::Texts;
use crate::functions::def::CallSite;

/// A compiled pattern, or a sentence that says what is wrong with it.
pub fn compile(pattern: &str) -> Result<Regex, String> {
    Regex::new(pattern).map_err(|error| {
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
            out.push_str(text.get(from..whole.start()).unwrap_or_default());
            self.push(out, &captures);
            from = whole.end();
        }
        out.push_str(text.get(from..).unwrap_or_default());
    }

    fn push(&self, out: &mut String, captures: &Captures<'_>) {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Group(at) => out.push_str(captures.get(*at).map_or("", |m| m.as_str())),
            }
        }
    }
}

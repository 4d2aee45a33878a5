//! A place in the text, and what was said of it so far.

use super::{Failed, MAX_DEPTH, Read};
use crate::{Diagnostic, Span};

pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    /// A byte offset on the boundary of a character.
    pub(super) at: usize,
    depth: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character after the next.
    pub(super) fn second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    pub(super) fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub(super) fn take(&mut self, c: char) -> bool {
        let is = self.peek() == Some(c);
        if is {
            self.at += c.len_utf8();
        }
        is
    }

    pub(super) fn take_text(&mut self, text: &str) -> bool {
        let is = self.rest().starts_with(text);
        if is {
            self.at += text.len();
        }
        is
    }

    pub(super) fn take_while(&mut self, mut keep: impl FnMut(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !keep(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// A word of letters, without taking it.
    pub(super) fn keyword(&self) -> &'a str {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    /// Takes this word in any letter case, when nothing of a longer word follows.
    pub(super) fn take_keyword(&mut self, word: &str) -> bool {
        let is = self.keyword().eq_ignore_ascii_case(word);
        if is {
            self.at += word.len();
        }
        is
    }

    /// Passes white space and comments between three backticks.
    pub(super) fn space(&mut self) {
        loop {
            self.take_while(char::is_whitespace);
            if !self.rest().starts_with("```") {
                return;
            }
            self.at += 3;
            self.at += match self.rest().find("```") {
                Some(end) => end + 3,
                None => self.rest().len(),
            };
        }
    }

    pub(super) fn from(&self, start: usize) -> Span {
        Span::new(start, self.at.max(start))
    }

    /// The next character.
    pub(super) fn here(&self) -> Span {
        let length = self.peek().map_or(0, char::len_utf8);
        Span::new(self.at, self.at + length)
    }

    pub(super) fn error(&mut self, span: Span, message: impl Into<String>) -> Failed {
        self.diagnostics
            .push(Diagnostic::error("syntax-error", span, message));
        Failed
    }

    /// Reads one level deeper.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= MAX_DEPTH {
            let at = self.here();
            self.diagnostics.push(Diagnostic::error(
                "query-too-deep",
                at,
                format!("the search nests deeper than {MAX_DEPTH} levels"),
            ));
            self.at = self.text.len();
            return Err(Failed);
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// After an error: on to the next pipe, or to the end of the subsearch.
    pub(super) fn skip_command(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                '"' => {
                    if self.quoted('"').is_none() {
                        self.at = self.text.len();
                    }
                    continue;
                }
                '[' => depth += 1,
                ']' if depth == 0 => return,
                ']' => depth -= 1,
                '|' if depth == 0 => return,
                _ => {}
            }
            self.bump();
        }
    }

    /// A text in quotes, escapes undone; `None`, and nothing taken, when it is not closed.
    ///
    /// Escapes are `\"`, `\\` and `\|`; any other backslash stands for itself.
    pub(super) fn quoted(&mut self, quote: char) -> Option<String> {
        let start = self.at;
        self.bump();
        let mut text = String::new();
        while let Some(c) = self.bump() {
            match c {
                '\\' => match self.peek() {
                    Some(next) if next == quote || next == '\\' || next == '|' => {
                        text.push(next);
                        self.bump();
                    }
                    _ => text.push('\\'),
                },
                c if c == quote => return Some(text),
                c => text.push(c),
            }
        }
        self.at = start;
        None
    }

    /// As [`Self::quoted`], with an error where the text is not closed.
    pub(super) fn quoted_text(&mut self, quote: char) -> Read<String> {
        match self.quoted(quote) {
            Some(text) => Ok(text),
            None => {
                let at = self.here();
                self.bump();
                Err(self.error(at, format!("the text is not closed with `{quote}`")))
            }
        }
    }
}

//! Text to tokens, as Kusto's own lexer cuts them.
//!
//! Words with dashes (`project-away`) and operators made of several signs or words (`!has_cs`, `in~`,
//! `matches regex`) are one token each. A typed literal such as `datetime(…)` is one token too: what
//! stands between its parentheses need not be KQL. Comments and white space are gone.

use crate::{Diagnostic, Span};

use super::words::{DASHED_KEYWORDS, NEGATED_WORDS, TIMESPAN_UNITS, is_keyword, typed_literal};

/// What kind of token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A word that is not a keyword.
    Identifier,
    /// A keyword, also those with dashes; `matches regex` and `!has` are of this kind.
    Keyword,
    String,
    Long,
    Real,
    Timespan,
    Bool,
    /// `datetime(…)`, `guid(…)` and so on.
    Typed,
    /// A bare GUID, which the grammar knows but takes only inside `dynamic`.
    RawGuid,
    Punctuation,
    /// A character that the language has no use for.
    Bad,
    End,
}

/// A token. Its text is the text under its span.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Span,
}

/// Cuts `text` into tokens; the last one is `End`.
pub(crate) fn tokenize(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        bytes: text.as_bytes(),
        at: 0,
        diagnostics,
    };
    let mut tokens = Vec::new();
    lexer.skip_directives();
    loop {
        lexer.skip_trivia();
        let start = lexer.at;
        let kind = lexer.token();
        tokens.push(Token {
            kind,
            span: Span::new(start, lexer.at),
        });
        if kind == TokenKind::End {
            return tokens;
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Lexer<'_> {
    fn byte(&self, offset: usize) -> u8 {
        self.bytes.get(self.at + offset).copied().unwrap_or(0)
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    fn skip_trivia(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            if rest.starts_with("//") {
                self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
                continue;
            }
            match rest.chars().next() {
                Some(c)
                    if c.is_whitespace() || matches!(c, '\u{180e}' | '\u{200b}' | '\u{feff}') =>
                {
                    self.at += c.len_utf8();
                }
                _ => return,
            }
        }
    }

    /// Lines that begin with `#`, before the query: settings of a client, not of the query.
    fn skip_directives(&mut self) {
        loop {
            self.skip_trivia();
            if self.byte(0) != b'#' {
                return;
            }
            let rest = &self.text[self.at..];
            let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
            self.diagnostics.push(Diagnostic::warning(
                "directive-ignored",
                Span::new(self.at, self.at + length),
                "a line beginning with `#` speaks to the client and is ignored",
            ));
            self.at += length;
        }
    }

    /// Moves past one token.
    fn token(&mut self) -> TokenKind {
        let first = self.byte(0);
        match first {
            0 if self.at >= self.bytes.len() => TokenKind::End,
            b'"' | b'\'' => self.string(0),
            b'@' if is_quote(self.byte(1)) || self.fence_at(1) => self.string(0),
            b'h' | b'H' if self.hidden_string() => self.string(1),
            b'`' | b'~' if self.fence_at(0) => self.string(0),
            b'!' => self.bang(),
            b'0'..=b'9' => self.number_or_word(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => self.word(),
            _ => self.punctuation(),
        }
    }

    fn hidden_string(&self) -> bool {
        match self.byte(1) {
            b'@' => is_quote(self.byte(2)) || self.fence_at(2),
            other => is_quote(other) || self.fence_at(1),
        }
    }

    fn fence_at(&self, offset: usize) -> bool {
        let rest = self.bytes.get(self.at + offset..).unwrap_or_default();
        rest.starts_with(b"```") || rest.starts_with(b"~~~")
    }

    /// A string from its prefix on; `prefix` bytes (`h`) stand before `@` or the quote.
    fn string(&mut self, prefix: usize) -> TokenKind {
        let start = self.at;
        self.at += prefix;
        let verbatim = self.byte(0) == b'@';
        if verbatim {
            self.at += 1;
        }
        if self.fence_at(0) {
            let fence = &self.text[self.at..self.at + 3];
            self.at += 3;
            if let Some(end) = self.text[self.at..].find(fence) {
                self.at += end + 3;
            } else {
                self.at = self.text.len();
                let message = format!("the string that begins here has no closing `{fence}`");
                self.diagnostics.push(Diagnostic::error(
                    "unterminated-string",
                    Span::new(start, start + prefix + 3),
                    message,
                ));
            }
            return TokenKind::String;
        }
        let quote = self.byte(0);
        self.at += 1;
        loop {
            match self.byte(0) {
                byte if byte == quote => {
                    self.at += 1;
                    if verbatim && self.byte(0) == quote {
                        self.at += 1;
                        continue;
                    }
                    return TokenKind::String;
                }
                b'\n' | b'\r' => break,
                0 if self.at >= self.bytes.len() => break,
                b'\\' if !verbatim => self.escape(),
                _ => self.at += 1,
            }
        }
        let message = format!(
            "the string that begins here has no closing `{}`",
            char::from(quote)
        );
        self.diagnostics.push(Diagnostic::error(
            "unterminated-string",
            Span::new(start, self.at),
            message,
        ));
        TokenKind::String
    }

    /// A backslash and what it escapes.
    fn escape(&mut self) {
        let hex = |lexer: &Self, count: usize| {
            let digits = lexer.bytes.get(lexer.at + 2..lexer.at + 2 + count);
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        };
        let length = match self.byte(1) {
            b'\\' | b'\'' | b'"' | b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'0'..=b'7' => {
                2
            }
            b'x' if hex(self, 2) => 4,
            b'u' if hex(self, 4) => 6,
            b'U' if hex(self, 8) => 10,
            _ => 0,
        };
        if length > 0 {
            self.at += length;
            return;
        }
        let escaped = self.text[self.at + 1..]
            .chars()
            .next()
            .filter(|c| !matches!(c, '\n' | '\r'));
        let end = self.at + 1 + escaped.map_or(0, char::len_utf8);
        let span = Span::new(self.at, end);
        let message = match escaped {
            Some(c) => format!("`\\{c}` is not an escape sequence"),
            None => "a backslash at the end of a line escapes nothing".to_owned(),
        };
        self.diagnostics
            .push(Diagnostic::error("invalid-escape", span, message).help(
            "a backslash is written `\\\\`; in a verbatim string, `@\"…\"`, it stands for itself",
        ));
        self.at = end;
    }

    /// `!=`, `!~`, `!in`, `!has`, …
    fn bang(&mut self) -> TokenKind {
        if matches!(self.byte(1), b'=' | b'~') {
            self.at += 2;
            return TokenKind::Punctuation;
        }
        let length = self.bytes[self.at + 1..]
            .iter()
            .take_while(|byte| is_word_byte(**byte))
            .count();
        let word = &self.text[self.at + 1..self.at + 1 + length];
        if NEGATED_WORDS.contains(&word) {
            self.at += 1 + length;
            if word == "in" && self.byte(0) == b'~' && !is_word_byte(self.byte(1)) {
                self.at += 1;
            }
            return TokenKind::Keyword;
        }
        self.bad()
    }

    fn word(&mut self) -> TokenKind {
        if self.raw_guid() {
            return TokenKind::RawGuid;
        }
        let start = self.at;
        self.at += 1;
        while is_word_byte(self.byte(0)) {
            self.at += 1;
        }
        let word = &self.text[start..self.at];
        match self.byte(0) {
            b'(' if typed_literal(word).is_some() => return self.typed(),
            b'-' => {
                if let Some(dashed) = dashed_keyword(&self.bytes[start..]) {
                    self.at = start + dashed;
                    return TokenKind::Keyword;
                }
            }
            b'~' if word == "in" && !is_word_byte(self.byte(1)) => {
                self.at += 1;
                return TokenKind::Keyword;
            }
            _ => {}
        }
        match word {
            "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => TokenKind::Bool,
            "matches" => self.matches_regex(),
            _ if is_keyword(word) => TokenKind::Keyword,
            _ => TokenKind::Identifier,
        }
    }

    /// `matches regex`, of which `matches` was read; alone it is a name.
    fn matches_regex(&mut self) -> TokenKind {
        let rest = self.rest();
        let spaces = rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        let after = &rest[spaces..];
        if spaces > 0
            && after.starts_with(b"regex")
            && !after.get(5).is_some_and(|byte| is_word_byte(*byte))
        {
            self.at += spaces + 5;
            TokenKind::Keyword
        } else {
            TokenKind::Identifier
        }
    }

    /// From `(` of a typed literal to its `)`, which stands on the same line.
    fn typed(&mut self) -> TokenKind {
        let rest = &self.text[self.at..];
        let length = rest.find([')', '\n', '\r']).unwrap_or(rest.len());
        if rest[length..].starts_with(')') {
            self.at += length + 1;
        } else {
            let span = Span::new(self.at, self.at + 1);
            self.diagnostics.push(Diagnostic::error(
                "syntax-error",
                span,
                "this `(` is never closed",
            ));
            self.at += length;
        }
        TokenKind::Typed
    }

    /// Moves past a bare GUID, when one begins here.
    fn raw_guid(&mut self) -> bool {
        let Some(candidate) = self.bytes.get(self.at..self.at + 36) else {
            return false;
        };
        let fits = candidate
            .iter()
            .enumerate()
            .all(|(index, byte)| match index {
                8 | 13 | 18 | 23 => *byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        if fits {
            self.at += 36;
        }
        fits
    }

    fn number_or_word(&mut self) -> TokenKind {
        if self.raw_guid() {
            return TokenKind::RawGuid;
        }
        let rest = self.rest();
        for (scan, kind) in [
            (real_length as fn(&[u8]) -> Option<usize>, TokenKind::Real),
            (timespan_length, TokenKind::Timespan),
            (long_length, TokenKind::Long),
        ] {
            if let Some(length) = scan(rest) {
                self.at += length;
                return kind;
            }
        }
        // Digits followed by letters: a name such as `3Dchart`.
        self.at += rest.iter().take_while(|byte| is_word_byte(**byte)).count();
        TokenKind::Identifier
    }

    fn punctuation(&mut self) -> TokenKind {
        let rest = self.rest();
        for sign in [&b".."[..], b"<=", b"<>", b">=", b"==", b"=>", b"=~"] {
            if rest.starts_with(sign) {
                self.at += 2;
                return TokenKind::Punctuation;
            }
        }
        if b"()[]{}|.+-*/%<>=:;,@".contains(&self.byte(0)) {
            self.at += 1;
            return TokenKind::Punctuation;
        }
        self.bad()
    }

    /// A character that begins no token; a run of letters is taken as one.
    fn bad(&mut self) -> TokenKind {
        let rest = &self.text[self.at..];
        let first = rest.chars().next().expect("not at the end");
        let length = if first.is_alphanumeric() {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        self.at += length;
        TokenKind::Bad
    }
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'')
}

/// Whether a name may go on with it.
pub(crate) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn ends_word(rest: &[u8], length: usize) -> bool {
    !rest.get(length).is_some_and(|byte| is_word_byte(*byte))
}

fn digits(rest: &[u8]) -> usize {
    rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The longest keyword with dashes that begins here.
fn dashed_keyword(rest: &[u8]) -> Option<usize> {
    DASHED_KEYWORDS
        .iter()
        .filter(|word| rest.starts_with(word.as_bytes()) && ends_word(rest, word.len()))
        .map(|word| word.len())
        .max()
}

/// `1.5`, `1.`, `1e9`; in `1..5` the dots are a range, in `1...5` the first belongs to the number.
fn real_length(rest: &[u8]) -> Option<usize> {
    let byte = |at: usize| rest.get(at).copied().unwrap_or(0);
    let mut at = digits(rest);
    let mut real = false;
    if byte(at) == b'.' && (byte(at + 1) != b'.' || byte(at + 2) == b'.') {
        real = true;
        at += 1;
        at += digits(&rest[at..]);
    }
    if matches!(byte(at), b'e' | b'E') {
        let sign = usize::from(matches!(byte(at + 1), b'+' | b'-'));
        let exponent = digits(rest.get(at + 1 + sign..).unwrap_or_default());
        if exponent > 0 {
            real = true;
            at += 1 + sign + exponent;
        }
    }
    (real && ends_word(rest, at)).then_some(at)
}

/// `1d`, `1.5h`, `10ms`.
fn timespan_length(rest: &[u8]) -> Option<usize> {
    let mut at = digits(rest);
    if rest.get(at) == Some(&b'.') {
        let fraction = digits(&rest[at + 1..]);
        if fraction > 0 {
            at += 1 + fraction;
        }
    }
    let unit = rest[at..]
        .iter()
        .take_while(|byte| is_word_byte(**byte))
        .count();
    let unit = std::str::from_utf8(&rest[at..at + unit]).ok()?;
    let known = TIMESPAN_UNITS
        .iter()
        .any(|(names, _)| names.contains(&unit));
    known.then_some(at + unit.len())
}

/// `12`, `0x1F`.
fn long_length(rest: &[u8]) -> Option<usize> {
    if rest.starts_with(b"0x") || rest.starts_with(b"0X") {
        let hex = rest[2..]
            .iter()
            .take_while(|byte| byte.is_ascii_hexdigit())
            .count();
        if hex > 0 && ends_word(rest, hex + 2) {
            return Some(hex + 2);
        }
    }
    let length = digits(rest);
    ends_word(rest, length).then_some(length)
}

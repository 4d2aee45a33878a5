//! Pieces of SPL text.

use crate::convert::piece;
use crate::convert::piece::Joint;
pub(super) use crate::convert::piece::Level;

/// What a piece gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ty {
    /// A text; an empty one of KQL is a missing one.
    Text,
    Number,
    /// `true` or `false` as a text.
    Bool,
    /// Seconds since 1970.
    Time,
    /// Seconds.
    Span,
    /// Several texts.
    List,
    /// An object of the event: only its members have values.
    Object,
}

pub(super) type Piece = piece::Piece<Ty>;

impl Piece {
    pub(super) fn field(name: &str, ty: Ty) -> Self {
        Self {
            field: Some(name.to_owned()),
            ..Self::atom(eval_name(name), ty)
        }
    }

    pub(super) fn condition(text: impl Into<String>, level: Level) -> Self {
        Self::new(text, Ty::Bool, level)
    }

    pub(super) fn text_literal(value: &str) -> Self {
        if value.is_empty() {
            return Self {
                literal: Some(String::new()),
                ..Self::atom("null()", Ty::Text)
            };
        }
        Self {
            literal: Some(value.to_owned()),
            ..Self::atom(quoted(value), Ty::Text).always()
        }
    }

    pub(super) fn number_literal(text: String, ty: Ty) -> Self {
        Self {
            literal: Some(text.clone()),
            ..Self::atom(text, ty).always()
        }
    }

    /// The value where it may be missing, as the empty text that KQL has for it.
    pub(super) fn or_empty(&self) -> String {
        if self.always {
            self.at(Level::Multiply)
        } else {
            format!("coalesce({}, \"\")", self.text)
        }
    }

    pub(super) fn present(&self) -> Self {
        match (self.always, self.literal.as_deref()) {
            (_, Some("")) => constant(false),
            (true, _) => constant(true),
            _ => Self::condition(format!("isnotnull({})", self.text), Level::Atom),
        }
    }

    pub(super) fn missing(&self) -> Self {
        match (self.always, self.literal.as_deref()) {
            (_, Some("")) => constant(true),
            (true, _) => constant(false),
            _ => Self::condition(format!("isnull({})", self.text), Level::Atom),
        }
    }
}

pub(super) fn constant(value: bool) -> Piece {
    Piece::condition(if value { "true()" } else { "false()" }, Level::Atom)
}

/// All of some conditions.
pub(super) fn all(parts: Vec<Piece>) -> Piece {
    joint("true()", "false()", " AND ", Level::And).of(parts)
}

/// One of some conditions.
pub(super) fn any(parts: Vec<Piece>) -> Piece {
    joint("false()", "true()", " OR ", Level::Or).of(parts)
}

fn joint<'j>(neutral: &'j str, decisive: &'j str, word: &'j str, level: Level) -> Joint<'j, Ty> {
    Joint {
        neutral,
        decisive,
        word,
        level,
        ty: Ty::Bool,
        // AND and OR side by side are read differently by `search` and `where`.
        operand: |piece, level| {
            if piece.level == level {
                piece.text.clone()
            } else {
                piece.at(Level::Compare)
            }
        },
    }
}

/// A text in double quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// A regular expression in double quotes: `\s` stays what it is.
pub(super) fn quoted_regex(text: &str) -> String {
    let mut out = String::from("\"");
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' if matches!(letters.peek(), Some('\\' | '"' | '|') | None) => {
                out.push_str("\\\\");
                if letters.peek() == Some(&'\\') {
                    letters.next();
                    out.push_str("\\\\");
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A field as `eval` reads it: in single quotes where it is no plain word.
pub(super) fn eval_name(name: &str) -> String {
    if is_plain(name) {
        name.to_owned()
    } else {
        format!("'{name}'")
    }
}

/// A field as other commands read it.
pub(super) fn word(name: &str) -> String {
    let plain = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '{' | '}'));
    if plain && !name.is_empty() {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

fn is_plain(name: &str) -> bool {
    let mut letters = name.chars();
    let first = letters
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    let words = [
        "and", "or", "not", "xor", "in", "like", "as", "by", "true", "false", "null",
    ];
    first
        && letters.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !words.contains(&name.to_ascii_lowercase().as_str())
}

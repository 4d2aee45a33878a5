//! Pieces of SPL text that know their type and how tightly they hold together.

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

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Or,
    And,
    Compare,
    Add,
    Multiply,
    Atom,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) ty: Ty,
    pub(super) level: Level,
    /// It has a value in every row.
    pub(super) always: bool,
    /// The text of a literal.
    pub(super) literal: Option<String>,
    /// The field it is, when it is no more than a field.
    pub(super) field: Option<String>,
}

impl Piece {
    pub(super) fn new(text: impl Into<String>, ty: Ty, level: Level) -> Self {
        Self {
            text: text.into(),
            ty,
            level,
            always: false,
            literal: None,
            field: None,
        }
    }

    pub(super) fn atom(text: impl Into<String>, ty: Ty) -> Self {
        Self::new(text, ty, Level::Atom)
    }

    pub(super) fn field(name: &str, ty: Ty) -> Self {
        Self {
            field: Some(name.to_owned()),
            ..Self::atom(eval_name(name), ty)
        }
    }

    pub(super) fn condition(text: impl Into<String>, level: Level) -> Self {
        Self::new(text, Ty::Bool, level)
    }

    pub(super) fn always(mut self) -> Self {
        self.always = true;
        self
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

    /// The text as an operand of an operator of this level.
    pub(super) fn at(&self, level: Level) -> String {
        if self.level < level {
            format!("({})", self.text)
        } else {
            self.text.clone()
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

pub(super) fn all(parts: Vec<Piece>) -> Piece {
    joined(parts, "true()", "false()", " AND ", Level::And)
}

pub(super) fn any(parts: Vec<Piece>) -> Piece {
    joined(parts, "false()", "true()", " OR ", Level::Or)
}

fn joined(parts: Vec<Piece>, neutral: &str, decisive: &str, word: &str, level: Level) -> Piece {
    let mut kept: Vec<Piece> = Vec::new();
    for part in parts {
        if part.text == decisive {
            return part;
        }
        if part.text != neutral && !kept.contains(&part) {
            kept.push(part);
        }
    }
    match kept.len() {
        0 => Piece::condition(neutral, Level::Atom),
        1 => kept.remove(0),
        _ => {
            // AND and OR side by side are read differently by `search` and `where`.
            let texts: Vec<String> = kept
                .iter()
                .map(|p| {
                    if p.level == level {
                        p.text.clone()
                    } else {
                        p.at(Level::Compare)
                    }
                })
                .collect();
            Piece::condition(texts.join(word), level)
        }
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

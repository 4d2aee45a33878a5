//! Pieces of KQL text that know their type and how tightly they hold together.

/// What a piece gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ty {
    /// A string; a missing one is `""`.
    Text,
    /// A number; a missing one is null.
    Number,
    /// A truth value of a column.
    Bool,
    Time,
    /// Several texts, a dynamic array.
    List,
    /// No value at all.
    Null,
}

/// How tightly the text of a piece holds together, loosest first.
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
    /// A literal, with its value.
    pub(super) literal: Option<String>,
}

impl Piece {
    pub(super) fn new(text: impl Into<String>, ty: Ty, level: Level) -> Self {
        Self {
            text: text.into(),
            ty,
            level,
            always: false,
            literal: None,
        }
    }

    /// A column or a call.
    pub(super) fn atom(text: impl Into<String>, ty: Ty) -> Self {
        Self::new(text, ty, Level::Atom)
    }

    /// A condition; it is never null where all of its parts are not.
    pub(super) fn condition(text: impl Into<String>, level: Level) -> Self {
        Self::new(text, Ty::Bool, level)
    }

    pub(super) fn always(mut self) -> Self {
        self.always = true;
        self
    }

    pub(super) fn text_literal(value: &str) -> Self {
        Self {
            literal: Some(value.to_owned()),
            ..Self::atom(quoted(value), Ty::Text).always()
        }
    }

    pub(super) fn number_literal(value: f64) -> Self {
        let text = if value.fract() == 0.0 && value.abs() < 9e15 {
            format!("{}", value as i64)
        } else {
            format!("{value}")
        };
        let level = if value < 0.0 {
            Level::Multiply
        } else {
            Level::Atom
        };
        Self {
            literal: Some(text.clone()),
            ..Self::new(text, Ty::Number, level).always()
        }
    }

    pub(super) fn null() -> Self {
        Self::atom("\"\"", Ty::Null)
    }

    /// The text as an operand of an operator of this level.
    pub(super) fn at(&self, level: Level) -> String {
        if self.level < level {
            format!("({})", self.text)
        } else {
            self.text.clone()
        }
    }

    /// The value as a text.
    pub(super) fn as_text(&self) -> Self {
        match self.ty {
            Ty::Text => self.clone(),
            Ty::Null => Self::atom("\"\"", Ty::Text),
            _ => Self {
                always: self.always,
                literal: self.literal.clone(),
                ..Self::atom(format!("tostring({})", self.text), Ty::Text)
            },
        }
    }

    /// The value as a number; a text that is none has no value.
    pub(super) fn as_number(&self) -> Self {
        match self.ty {
            Ty::Number => self.clone(),
            Ty::Null => Self::atom("real(null)", Ty::Number),
            _ => match self.literal.as_deref().and_then(|l| l.parse::<f64>().ok()) {
                Some(number) => Self::number_literal(number),
                None => Self::atom(format!("todouble({})", self.text), Ty::Number),
            },
        }
    }

    /// A condition: the value is there.
    pub(super) fn present(&self) -> Self {
        if self.always {
            return Self::condition("true", Level::Atom);
        }
        match self.ty {
            Ty::Null => Self::condition("false", Level::Atom),
            Ty::Text | Ty::List => {
                Self::condition(format!("isnotempty({})", self.text), Level::Atom)
            }
            _ => Self::condition(format!("isnotnull({})", self.text), Level::Atom),
        }
    }

    /// A condition: the value is missing.
    pub(super) fn missing(&self) -> Self {
        if self.always {
            return Self::condition("false", Level::Atom);
        }
        match self.ty {
            Ty::Null => Self::condition("true", Level::Atom),
            Ty::Text | Ty::List => Self::condition(format!("isempty({})", self.text), Level::Atom),
            _ => Self::condition(format!("isnull({})", self.text), Level::Atom),
        }
    }
}

/// All of some conditions.
pub(super) fn all(parts: Vec<Piece>) -> Piece {
    joined(parts, "true", "false", " and ", Level::And)
}

/// One of some conditions.
pub(super) fn any(parts: Vec<Piece>) -> Piece {
    joined(parts, "false", "true", " or ", Level::Or)
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
            let texts: Vec<String> = kept.iter().map(|p| p.at(level)).collect();
            Piece::condition(texts.join(word), level)
        }
    }
}

/// A text as a literal of KQL: verbatim where it has backslashes.
pub(super) fn quoted(text: &str) -> String {
    let plain = !text.chars().any(char::is_control);
    if text.contains('\\') && plain {
        return format!("@\"{}\"", text.replace('"', "\"\""));
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A name as KQL writes it: in brackets where it is no plain word.
pub(super) fn name(text: &str) -> String {
    if vigie_syntax::kql::is_plain_name(text) {
        return text.to_owned();
    }
    format!("[\"{}\"]", text.replace('\\', "\\\\").replace('"', "\\\""))
}

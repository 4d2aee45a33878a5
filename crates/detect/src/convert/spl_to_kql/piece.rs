//! Pieces of KQL text.

use crate::convert::piece::Joint;
pub(super) use crate::convert::piece::Level;
use crate::convert::{double_quoted, piece};

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

pub(super) type Piece = piece::Piece<Ty>;

impl Piece {
    /// A condition; it is never null where all of its parts are not.
    pub(super) fn condition(text: impl Into<String>, level: Level) -> Self {
        Self::new(text, Ty::Bool, level)
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
    joint("true", "false", " and ", Level::And).of(parts)
}

/// One of some conditions.
pub(super) fn any(parts: Vec<Piece>) -> Piece {
    joint("false", "true", " or ", Level::Or).of(parts)
}

fn joint<'j>(neutral: &'j str, decisive: &'j str, word: &'j str, level: Level) -> Joint<'j, Ty> {
    Joint {
        neutral,
        decisive,
        word,
        level,
        ty: Ty::Bool,
        operand: Piece::at,
    }
}

/// A text as a literal of KQL: verbatim where it has backslashes.
pub(super) fn quoted(text: &str) -> String {
    let plain = !text.chars().any(char::is_control);
    if text.contains('\\') && plain {
        return format!("@\"{}\"", text.replace('"', "\"\""));
    }
    double_quoted(text)
}

/// A name as KQL writes it: in brackets where it is no plain word.
pub(super) fn name(text: &str) -> String {
    if vigie_syntax::kql::is_plain_name(text) {
        return text.to_owned();
    }
    format!("[\"{}\"]", text.replace('\\', "\\\\").replace('"', "\\\""))
}

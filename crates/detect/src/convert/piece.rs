//! Pieces of a query's text that know their type and how tightly they hold together.

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

/// A piece of the text of some language with types `T`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece<T> {
    pub(super) text: String,
    pub(super) ty: T,
    pub(super) level: Level,
    /// It has a value in every row.
    pub(super) always: bool,
    /// A literal, with its value.
    pub(super) literal: Option<String>,
    /// The field it is, when it is no more than a field.
    pub(super) field: Option<String>,
}

impl<T> Piece<T> {
    pub(super) fn new(text: impl Into<String>, ty: T, level: Level) -> Self {
        Self {
            text: text.into(),
            ty,
            level,
            always: false,
            literal: None,
            field: None,
        }
    }

    /// A column, a field or a call.
    pub(super) fn atom(text: impl Into<String>, ty: T) -> Self {
        Self::new(text, ty, Level::Atom)
    }

    pub(super) fn always(mut self) -> Self {
        self.always = true;
        self
    }

    /// The text as an operand of an operator of this level.
    pub(super) fn at(&self, level: Level) -> String {
        if self.level < level {
            format!("({})", self.text)
        } else {
            self.text.clone()
        }
    }
}

/// How a language joins conditions.
pub(super) struct Joint<'j, T> {
    /// What changes nothing beside others, and what decides alone.
    pub(super) neutral: &'j str,
    pub(super) decisive: &'j str,
    /// The operator with its spaces.
    pub(super) word: &'j str,
    pub(super) level: Level,
    /// The type of a condition.
    pub(super) ty: T,
    /// The text of an operand.
    pub(super) operand: fn(&Piece<T>, Level) -> String,
}

impl<T: PartialEq> Joint<'_, T> {
    /// Some conditions as one, each once.
    pub(super) fn of(self, parts: Vec<Piece<T>>) -> Piece<T> {
        let mut kept: Vec<Piece<T>> = Vec::new();
        for part in parts {
            if part.text == self.decisive {
                return part;
            }
            if part.text != self.neutral && !kept.contains(&part) {
                kept.push(part);
            }
        }
        match kept.len() {
            0 => Piece::atom(self.neutral, self.ty),
            1 => kept.remove(0),
            _ => {
                let operands = kept.iter().map(|p| (self.operand)(p, self.level));
                let texts: Vec<String> = operands.collect();
                Piece::new(texts.join(self.word), self.ty, self.level)
            }
        }
    }
}

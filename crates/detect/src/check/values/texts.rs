//! What is known of a text: which other texts it has in it, and where.
//!
//! One [`Piece`] stands for every test that the language has: `==` is a piece with the text's ends at
//! both sides, `startswith` one with an end at its left, `has` one with the borders of terms at both
//! sides, `contains` one with nothing known of its sides.

use vigie_engine::text::case;

/// What stands beside a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// Anything.
    Any,
    /// No letter or digit, where the piece itself has one there.
    Term,
    /// The end of the text.
    End,
}

/// A text that another text has in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// As the query writes it.
    pub text: String,
    pub left: Edge,
    pub right: Edge,
    /// Whether letter case counts.
    pub cased: bool,
    /// Lower case.
    folded: Vec<char>,
}

/// The letters of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Case {
    Lower,
    Upper,
}

/// Texts that have something in common.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// What is in them.
    pub pieces: Vec<Piece>,
    /// What is not.
    pub lacks: Vec<Piece>,
    /// After `tolower` or `toupper`.
    pub case: Option<Case>,
}

/// Pieces that are kept of one text; more only cost time.
const MAX_PIECES: usize = 32;

impl Piece {
    pub fn new(text: &str, left: Edge, right: Edge, cased: bool) -> Self {
        Self {
            text: text.to_owned(),
            left,
            right,
            cased,
            folded: text.chars().map(case::lower).collect(),
        }
    }

    /// The whole text.
    pub fn whole(text: &str, cased: bool) -> Self {
        Self::new(text, Edge::End, Edge::End, cased)
    }

    pub fn is_whole(&self) -> bool {
        self.left == Edge::End && self.right == Edge::End
    }

    /// The same piece in any letter case.
    #[must_use]
    pub fn loose(&self) -> Self {
        Self {
            cased: false,
            ..self.clone()
        }
    }

    /// Whether a text with this piece always has the other.
    pub fn implies(&self, other: &Self) -> bool {
        if other.cased && !self.cased && other.has_letters() {
            return false;
        }
        let own: Vec<char>;
        let theirs: Vec<char>;
        let (mine, wanted): (&[char], &[char]) = if other.cased && self.cased {
            own = self.text.chars().collect();
            theirs = other.text.chars().collect();
            (&own, &theirs)
        } else {
            (&self.folded, &other.folded)
        };
        let Some(last) = mine.len().checked_sub(wanted.len()) else {
            return false;
        };
        (0..=last).any(|at| {
            let end = at + wanted.len();
            mine[at..end] == *wanted
                && fits(
                    self.left,
                    other.left,
                    at.checked_sub(1).map(|i| mine[i]),
                    wanted.first(),
                )
                && fits(
                    self.right,
                    other.right,
                    mine.get(end).copied(),
                    wanted.last(),
                )
        })
    }

    /// Whether no text can have both pieces.
    pub fn excludes(&self, other: &Self) -> bool {
        if self.is_whole() {
            return !self.could_hold(other);
        }
        if other.is_whole() {
            return !other.could_hold(self);
        }
        let same = |a: &char, b: &char| a == b;
        let left = self.left == Edge::End
            && other.left == Edge::End
            && !self
                .folded
                .iter()
                .zip(&other.folded)
                .all(|(a, b)| same(a, b));
        let right = self.right == Edge::End
            && other.right == Edge::End
            && !(self.folded.iter().rev())
                .zip(other.folded.iter().rev())
                .all(|(a, b)| same(a, b));
        left || right
    }

    /// Whether a whole text, in the case it may have, has the other piece.
    fn could_hold(&self, other: &Self) -> bool {
        if self.cased && other.cased {
            return self.implies(other);
        }
        self.implies(&other.loose())
    }

    fn has_letters(&self) -> bool {
        self.text
            .chars()
            .any(|c| case::lower(c) != c || case::upper(c) != c)
    }
}

/// Whether what stands beside an occurrence is what is asked for: `known` is the edge of the piece
/// that holds it, `neighbor` the character beside it within that piece.
fn fits(known: Edge, asked: Edge, neighbor: Option<char>, own: Option<&char>) -> bool {
    match asked {
        Edge::Any => true,
        Edge::End => neighbor.is_none() && known == Edge::End,
        Edge::Term => {
            !own.is_some_and(|c| c.is_alphanumeric())
                || match neighbor {
                    Some(c) => !c.is_alphanumeric(),
                    None => known != Edge::Any,
                }
        }
    }
}

/// Whether a test holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Always,
    Never,
    Sometimes,
}

impl Text {
    /// One text.
    pub fn whole(text: &str) -> Self {
        Self {
            pieces: vec![Piece::whole(text, true)],
            ..Self::default()
        }
    }

    /// The text, when there is only one.
    pub fn only(&self) -> Option<&str> {
        let whole = self.pieces.iter().find(|p| p.is_whole() && p.cased)?;
        Some(&whole.text)
    }

    /// The text but for its case, when there is only one.
    pub fn only_folded(&self) -> Option<&str> {
        let whole = self.pieces.iter().find(|p| p.is_whole())?;
        Some(&whole.text)
    }

    /// Whether the texts have this piece.
    pub fn holds(&self, piece: &Piece) -> Holds {
        if self.pieces.iter().any(|p| p.implies(piece)) {
            return Holds::Always;
        }
        if self.pieces.iter().any(|p| p.excludes(piece))
            || self.lacks.iter().any(|p| piece.implies(p))
            || piece.cased && self.case.is_some_and(|case| !written_in(&piece.text, case))
        {
            return Holds::Never;
        }
        Holds::Sometimes
    }

    /// Those of the texts that have this piece; `None` when there are none.
    pub fn with(&self, piece: &Piece) -> Option<Self> {
        match self.holds(piece) {
            Holds::Always => Some(self.clone()),
            Holds::Never => None,
            Holds::Sometimes => {
                let mut text = self.clone();
                if piece.is_whole() && piece.cased {
                    text.lacks.clear();
                    text.pieces.clear();
                }
                if text.pieces.len() < MAX_PIECES {
                    text.pieces.push(piece.clone());
                }
                Some(text)
            }
        }
    }

    /// Those of the texts that do not have this piece; `None` when there are none.
    pub fn without(&self, piece: &Piece) -> Option<Self> {
        match self.holds(piece) {
            Holds::Always => None,
            Holds::Never => Some(self.clone()),
            Holds::Sometimes => {
                let mut text = self.clone();
                if text.lacks.len() < MAX_PIECES {
                    text.lacks.push(piece.clone());
                }
                Some(text)
            }
        }
    }

    /// As people read it: the text, or what is in it.
    pub fn shown(&self) -> Option<String> {
        let piece = self
            .pieces
            .iter()
            .find(|p| p.is_whole())
            .or(self.pieces.first())?;
        Some(format!("`{}`", piece.text))
    }
}

fn written_in(text: &str, case: Case) -> bool {
    text.chars().all(|c| match case {
        Case::Lower => case::lower(c) == c,
        Case::Upper => case::upper(c) == c,
    })
}

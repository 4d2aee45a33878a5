//! Conditions as they are written: names, `and`, `or`, `not`, `1 of them`, parentheses.
//!
//! Source: the "Sigma Rules Specification", version 2.1. `not` binds closer than `and`, and `and`
//! closer than `or`. The parser of the crate `rsigma-parser` reads the same language; it is not used
//! because it keeps no places, takes `012` for 12, refuses thresholds that are no whole numbers, and
//! lets a `temporal` correlation without a condition be met by one rule of several.

use vigie_syntax::Span;
use vigie_syntax::glob::glob;

/// A condition over names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    And(Vec<Expression>),
    Or(Vec<Expression>),
    Not(Box<Expression>),
    Name(String, Span),
    /// `2 of selection_*`
    Some {
        count: Count,
        pattern: Pattern,
        span: Span,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    All,
    /// At least so many; `any` is one.
    AtLeast(u64),
}

/// Which names are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// All but those that begin with `_`.
    Them,
    /// With `*` for any characters.
    Names(String),
}

/// Parentheses and negations within one another.
const MOST_DEPTH: usize = 64;
/// Bytes of a condition.
const MOST_TEXT: usize = 64 << 10;

/// What is wrong with a condition, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub message: &'static str,
    pub at: Span,
}

/// Reads a condition.
///
/// # Errors
/// The first thing that is none.
pub fn parse(text: &str) -> Result<Expression, Fault> {
    if text.len() > MOST_TEXT {
        return Err(Fault {
            message: "the condition is too long",
            at: Span::new(0, 0),
        });
    }
    let mut reader = Reader {
        words: words(text),
        at: 0,
        end: text.len(),
    };
    let all = reader.any(0)?;
    match reader.peek() {
        None => Ok(all),
        Some(_) => Err(reader.fault("a condition ends here, or goes on with `and` or `or`")),
    }
}

struct Word<'t> {
    text: &'t str,
    span: Span,
}

/// Parentheses, and runs of anything else but spaces.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        if c.is_whitespace() || matches!(c, '(' | ')') {
            if let Some(from) = start.take() {
                found.push((from, at));
            }
            if !c.is_whitespace() {
                found.push((at, at + 1));
            }
        } else {
            start.get_or_insert(at);
        }
    }
    if let Some(from) = start {
        found.push((from, text.len()));
    }
    for (from, to) in found {
        if let Some(word) = text.get(from..to) {
            words.push(Word {
                text: word,
                span: Span::new(from, to),
            });
        }
    }
    words
}

struct Reader<'t> {
    words: Vec<Word<'t>>,
    at: usize,
    end: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<&'t str> {
        self.words.get(self.at).map(|w| w.text)
    }

    fn fault(&self, message: &'static str) -> Fault {
        let end = Span::new(self.end, self.end);
        Fault {
            message,
            at: self.words.get(self.at).map_or(end, |w| w.span),
        }
    }

    fn takes(&mut self, word: &str) -> bool {
        let is = self.peek().is_some_and(|w| w.eq_ignore_ascii_case(word));
        self.at += usize::from(is);
        is
    }

    fn any(&mut self, depth: usize) -> Result<Expression, Fault> {
        let mut parts = vec![self.all(depth)?];
        while self.takes("or") {
            parts.push(self.all(depth)?);
        }
        Ok(only(parts, Expression::Or))
    }

    fn all(&mut self, depth: usize) -> Result<Expression, Fault> {
        let mut parts = vec![self.one(depth)?];
        while self.takes("and") {
            parts.push(self.one(depth)?);
        }
        Ok(only(parts, Expression::And))
    }

    fn one(&mut self, depth: usize) -> Result<Expression, Fault> {
        if depth > MOST_DEPTH {
            return Err(self.fault("the condition nests too deeply"));
        }
        if self.takes("not") {
            return Ok(Expression::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.takes("(") {
            let inner = self.any(depth + 1)?;
            if !self.takes(")") {
                return Err(self.fault("a parenthesis is not closed"));
            }
            return Ok(inner);
        }
        let what = "a condition has the name of a selection here";
        let Some(word) = self.words.get(self.at) else {
            return Err(self.fault(what));
        };
        let (text, span) = (word.text, word.span);
        let next = self.words.get(self.at + 1);
        if next.is_some_and(|w| w.text.eq_ignore_ascii_case("of"))
            && let Some(count) = count(text)
        {
            self.at += 2;
            let Some(target) = self.words.get(self.at) else {
                return Err(self.fault("`of` has the names of selections, or `them`, behind it"));
            };
            self.at += 1;
            let pattern = if target.text.eq_ignore_ascii_case("them") {
                Pattern::Them
            } else if is_name(&target.text.replace('*', "x")) {
                Pattern::Names(target.text.to_owned())
            } else {
                self.at -= 1;
                return Err(self.fault("`of` has the names of selections, or `them`, behind it"));
            };
            return Ok(Expression::Some {
                count,
                pattern,
                span: span.to(target.span),
            });
        }
        if !is_name(text) {
            return Err(self.fault(what));
        }
        self.at += 1;
        Ok(Expression::Name(text.to_owned(), span))
    }
}

fn count(text: &str) -> Option<Count> {
    match text.to_ascii_lowercase().as_str() {
        "all" => Some(Count::All),
        "any" => Some(Count::AtLeast(1)),
        number => number.parse().ok().map(Count::AtLeast),
    }
}

/// Whether a word may name a selection.
fn is_name(text: &str) -> bool {
    let reserved = ["and", "or", "not", "of", "them", "all", "any"];
    !reserved.contains(&text.to_ascii_lowercase().as_str())
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

fn only(mut parts: Vec<Expression>, many: fn(Vec<Expression>) -> Expression) -> Expression {
    if parts.len() == 1 {
        parts.swap_remove(0)
    } else {
        many(parts)
    }
}

impl Pattern {
    /// Whether a name is meant.
    pub fn fits(&self, name: &str) -> bool {
        match self {
            Self::Them => !name.starts_with('_'),
            Self::Names(pattern) => glob(pattern, name),
        }
    }
}

impl std::fmt::Display for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Them => "them",
            Self::Names(pattern) => pattern,
        })
    }
}

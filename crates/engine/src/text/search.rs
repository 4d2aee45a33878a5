//! Searching a text for another, by characters and by terms.
//!
//! A term is a maximal run of letters and digits. Source: the page "String operators" of the
//! Kusto documentation, and the answers of the engine: `has` wants a boundary of terms at each
//! end of the needle that is a letter or digit, so `"EXTENSIONS/WRITE" has "/write"` holds and
//! `"EXTENSIONS/WRITE" has "extension"` does not.

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::{memchr2, memmem};

use super::case;

/// A text to look for, prepared once.
#[derive(Debug, Clone)]
pub struct Needle {
    kind: Kind,
    /// Whether its first character is a letter or digit, so that a term must begin there.
    begins_in_term: bool,
    ends_in_term: bool,
}

#[derive(Debug, Clone)]
enum Kind {
    /// Found everywhere.
    Empty,
    Exact(Box<memmem::Finder<'static>>),
    /// Any case of ASCII text.
    Ascii(Ascii),
    /// Any case of other text, lower-cased.
    Folded(Vec<char>),
}

/// ASCII text in lower case, and the byte in it that is looked for first.
#[derive(Debug, Clone)]
struct Ascii {
    text: Vec<u8>,
    at: usize,
    lower: u8,
    upper: u8,
}

impl Needle {
    /// Looks for exactly this text.
    pub fn exact(text: &str) -> Self {
        let kind = if text.is_empty() {
            Kind::Empty
        } else {
            Kind::Exact(Box::new(memmem::Finder::new(text.as_bytes()).into_owned()))
        };
        Self::new(text, kind)
    }

    /// Looks for this text in any case.
    pub fn any_case(text: &str) -> Self {
        let kind = if text.is_empty() {
            Kind::Empty
        } else if text.is_ascii() {
            Kind::Ascii(Ascii::new(text.to_ascii_lowercase().into_bytes()))
        } else {
            Kind::Folded(text.chars().map(case::lower).collect())
        };
        Self::new(text, kind)
    }

    fn new(text: &str, kind: Kind) -> Self {
        Self {
            kind,
            begins_in_term: text.chars().next().is_some_and(char::is_alphanumeric),
            ends_in_term: text.chars().next_back().is_some_and(char::is_alphanumeric),
        }
    }

    /// `contains`
    pub fn is_in(&self, text: &str) -> bool {
        self.find(text, 0).is_some()
    }

    /// `has`
    pub fn is_term_of(&self, text: &str) -> bool {
        self.any(text, |from, to| {
            self.fits_before(text, from) && self.fits_after(text, to)
        })
    }

    /// `hasprefix`
    pub fn begins_term_of(&self, text: &str) -> bool {
        self.any(text, |from, _| self.fits_before(text, from))
    }

    /// `hassuffix`
    pub fn ends_term_of(&self, text: &str) -> bool {
        self.any(text, |_, to| self.fits_after(text, to))
    }

    /// `startswith`
    pub fn begins(&self, text: &str) -> bool {
        self.length_at(text, 0).is_some()
    }

    /// `endswith`
    pub fn ends(&self, text: &str) -> bool {
        let from = match &self.kind {
            Kind::Empty => return true,
            Kind::Exact(finder) => text.len().checked_sub(finder.needle().len()),
            Kind::Ascii(ascii) => text.len().checked_sub(ascii.text.len()),
            Kind::Folded(chars) => text.char_indices().rev().nth(chars.len() - 1).map(|c| c.0),
        };
        from.and_then(|from| Some(from + self.length_at(text, from)?)) == Some(text.len())
    }

    /// Whether some occurrence, given as first byte and the byte behind it, passes.
    fn any(&self, text: &str, passes: impl Fn(usize, usize) -> bool) -> bool {
        if matches!(self.kind, Kind::Empty) {
            return true;
        }
        let mut from = 0;
        while let Some((begin, end)) = self.find(text, from) {
            if passes(begin, end) {
                return true;
            }
            // An occurrence may overlap the last one, so step by one character.
            from = begin
                + text
                    .get(begin..)
                    .and_then(|t| t.chars().next())
                    .map_or(1, char::len_utf8);
        }
        false
    }

    /// Whether an occurrence that begins at `at` does not begin inside a term.
    fn fits_before(&self, text: &str, at: usize) -> bool {
        !self.begins_in_term || !text.get(..at).is_some_and(ends_in_term)
    }

    /// Whether an occurrence that ends at `at` does not end inside a term.
    fn fits_after(&self, text: &str, at: usize) -> bool {
        !self.ends_in_term || !text.get(at..).is_some_and(begins_in_term)
    }

    /// The first occurrence that begins at `from` or later.
    fn find(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        match &self.kind {
            Kind::Empty => Some((from, from)),
            Kind::Exact(finder) => {
                let begin = from + finder.find(text.as_bytes().get(from..)?)?;
                Some((begin, begin + finder.needle().len()))
            }
            Kind::Ascii(ascii) => {
                let begin = ascii.find(text.as_bytes(), from)?;
                Some((begin, begin + ascii.text.len()))
            }
            Kind::Folded(_) => {
                let rest = text.get(from..)?;
                if rest.is_ascii() {
                    return None;
                }
                rest.char_indices().find_map(|(at, _)| {
                    let begin = from + at;
                    Some((begin, begin + self.length_at(text, begin)?))
                })
            }
        }
    }

    /// The length in bytes of the occurrence that begins at `at`, when one does.
    fn length_at(&self, text: &str, at: usize) -> Option<usize> {
        let bytes = text.as_bytes().get(at..)?;
        match &self.kind {
            Kind::Empty => Some(0),
            Kind::Exact(finder) => bytes
                .starts_with(finder.needle())
                .then_some(finder.needle().len()),
            Kind::Ascii(ascii) => bytes
                .get(..ascii.text.len())?
                .eq_ignore_ascii_case(&ascii.text)
                .then_some(ascii.text.len()),
            Kind::Folded(chars) => {
                let mut rest = text.get(at..)?.chars();
                let mut length = 0;
                for wanted in chars {
                    let c = rest.next()?;
                    if case::lower(c) != *wanted {
                        return None;
                    }
                    length += c.len_utf8();
                }
                Some(length)
            }
        }
    }
}

impl Ascii {
    fn new(text: Vec<u8>) -> Self {
        let at = (0..text.len())
            .min_by_key(|at| frequency(text[*at]))
            .unwrap_or(0);
        let lower = text.get(at).copied().unwrap_or(0);
        Self {
            text,
            at,
            lower,
            upper: lower.to_ascii_uppercase(),
        }
    }

    fn find(&self, text: &[u8], from: usize) -> Option<usize> {
        // No occurrence begins behind `last`.
        let last = text.len().checked_sub(self.text.len())?;
        let mut begin = from;
        while begin <= last {
            let window = text.get(begin + self.at..=last + self.at)?;
            begin += memchr2(self.lower, self.upper, window)?;
            let here = text.get(begin..begin + self.text.len())?;
            if here.eq_ignore_ascii_case(&self.text) {
                return Some(begin);
            }
            begin += 1;
        }
        None
    }
}

/// How often a lower-case byte stands in the texts of logs: rough, higher is more often.
fn frequency(byte: u8) -> usize {
    // Commonest first. What is not in the list is rarer than all of it.
    const COMMON: &[u8] = b"etaoinsrlcdum/p-0.h12f3g54678b9vwy_k ";
    COMMON
        .iter()
        .position(|c| *c == byte)
        .map_or(0, |at| COMMON.len() - at)
}

fn begins_in_term(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        _ => text.chars().next().is_some_and(char::is_alphanumeric),
    }
}

fn ends_in_term(text: &str) -> bool {
    match text.as_bytes().last() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        _ => text.chars().next_back().is_some_and(char::is_alphanumeric),
    }
}

/// Several terms to look for in any case: `has_any`.
#[derive(Debug, Clone)]
pub struct Terms {
    /// Searched one by one: a few, or those that are not ASCII.
    single: Vec<Needle>,
    /// Searched together.
    many: Option<(AhoCorasick, Vec<Needle>)>,
}

impl Terms {
    /// Looks for any of the texts.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        /// From here on one pass for all of them is faster than a pass for each.
        const MANY: usize = 4;
        let (ascii, mut other): (Vec<&str>, Vec<&str>) = texts
            .into_iter()
            .partition(|text| text.is_ascii() && !text.is_empty());
        let automaton = (ascii.len() >= MANY)
            .then(|| {
                AhoCorasick::builder()
                    .ascii_case_insensitive(true)
                    .match_kind(MatchKind::Standard)
                    .build(&ascii)
                    .ok()
            })
            .flatten();
        let needles = |texts: &[&str]| texts.iter().map(|t| Needle::any_case(t)).collect();
        let many = if let Some(automaton) = automaton {
            Some((automaton, needles(&ascii)))
        } else {
            other.extend(ascii);
            None
        };
        Self {
            single: needles(&other),
            many,
        }
    }

    /// Whether one of them is a term of the text.
    pub fn any_in(&self, text: &str) -> bool {
        self.single.iter().any(|needle| needle.is_term_of(text))
            || self.many.as_ref().is_some_and(|(automaton, needles)| {
                automaton.find_overlapping_iter(text).any(|found| {
                    let needle = &needles[found.pattern().as_usize()];
                    needle.fits_before(text, found.start()) && needle.fits_after(text, found.end())
                })
            })
    }
}

//! Telling from a record's text alone that no query can use it, so that it need not be read.
//!
//! A condition such as `ResourceProviderValue =~ "Microsoft.Compute"` is met only by records in
//! whose text these letters stand in some case, because the column is a part of the text. That
//! holds as long as the text has neither an escape `\u`, which may stand for a letter, nor a
//! character beyond ASCII, which may be another case of one. A record that has is read.

use aho_corasick::packed;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use memchr::memmem;

use super::conditions::Condition;
use super::extract::Wanted;
use crate::json::{Keys, Paths};
use crate::options::Mode;
use crate::sources::def::{Expr, Field, RECORD_COLUMNS, Shape, Source};
use crate::times;

/// Decides which records are read.
pub(super) struct Prefilter {
    needles: Option<Needles>,
    time: Option<Time>,
    escape: memmem::Finder<'static>,
}

/// Where the time of a record stands, and between which times it must lie.
struct Time {
    path: Paths,
    /// The key with its quotes.
    key: memmem::Finder<'static>,
    from: i64,
    to: i64,
}

/// Why a record is passed over: what is known of its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    At(i64),
    /// The table has no time.
    Timeless,
}

impl Prefilter {
    /// For a known log. `None` when there is nothing to decide by.
    pub(super) fn log(
        source: &'static Source,
        shape: &'static Shape,
        mode: Mode,
        conditions: &[Condition],
    ) -> Option<Self> {
        // A time that must be looked for deep in a record, or in local form, costs what is saved.
        let key = match source.expr(shape, source.time) {
            Expr::Path([key]) if !shape.local_times && shape.within.is_empty() => *key,
            _ => return None,
        };
        let is_time = |column: &str| column == source.time || column == "_time";
        let (mut from, mut to) = (i64::MIN, i64::MAX);
        for condition in conditions {
            match condition {
                Condition::AtLeast(column, ticks) if is_time(column) => {
                    from = from.max(*ticks);
                }
                Condition::AtMost(column, ticks) if is_time(column) => to = to.min(*ticks),
                _ => {}
            }
        }
        let needles = Needles::best(conditions, |column| {
            let is_known = source.column(column).is_some()
                || RECORD_COLUMNS
                    .iter()
                    .any(|(name, _)| *name == column && column != "source");
            is_known.then(|| source.expr(shape, column).words(mode))?
        });
        if needles.is_none() && from == i64::MIN && to == i64::MAX {
            return None;
        }
        Some(Self {
            needles,
            time: Some(Time {
                path: Paths::new(Keys::Exact, [&[key][..]]),
                key: memmem::Finder::new(&format!("\"{key}\"")).into_owned(),
                from,
                to,
            }),
            escape: memmem::Finder::new("\\u"),
        })
    }

    /// For a plain table, whose columns are all parts of the text.
    pub(super) fn plain(conditions: &[Condition], wanted: &[Wanted]) -> Option<Self> {
        let is_column = |column: &str| {
            wanted
                .iter()
                .any(|w| matches!(w, Wanted::Column { name, .. } if name == column))
        };
        let words = |column: &str| is_column(column).then(Vec::new);
        Some(Self {
            needles: Some(Needles::best(conditions, words)?),
            time: None,
            escape: memmem::Finder::new("\\u"),
        })
    }

    /// `Some` when the record need not be read. One that looks broken is read, to be rejected.
    pub(super) fn pass(&self, record: &[u8]) -> Option<Pass> {
        let [b'{', .., b'}'] = record else {
            return None;
        };
        let unneeded = self.needles.as_ref().is_some_and(|needles| {
            !needles.are_in(record) && record.is_ascii() && self.escape.find(record).is_none()
        });
        let Some(time) = &self.time else {
            return unneeded.then_some(Pass::Timeless);
        };
        if !unneeded && time.from == i64::MIN && time.to == i64::MAX {
            return None;
        }
        let (value, end) = time.path.glance(record)?;
        let ticks = times::parse(&Field::Json(value).text()?, None)?;
        // The last of several equal keys counts.
        let outside = || {
            (ticks < time.from || ticks > time.to)
                && self.escape.find(record).is_none()
                && time.key.find(&record[end..]).is_none()
        };
        (unneeded || outside()).then_some(Pass::At(ticks))
    }
}

/// Texts of which at least one must stand in a record that is used, in any letter case.
struct Needles {
    fragments: Vec<Vec<u8>>,
    search: Search,
}

enum Search {
    /// A rare piece of each fragment in all its cases; where it stands in the fragment.
    Pieces {
        searcher: packed::Searcher,
        /// For each piece, the fragment and the position in it.
        places: Vec<(usize, usize)>,
    },
    Whole(AhoCorasick),
}

/// Texts shorter than this stand in every record.
const SHORTEST: usize = 3;

/// More fragments than this are not worth the search.
const MOST: usize = 64;

/// Patterns that the fast search takes.
const MOST_PIECES: usize = 64;

impl Needles {
    /// Of all conditions the one that lets through the fewest records, as far as texts tell: few
    /// fragments, and long ones. `words` gives the constant texts that a column may hold beside
    /// what stands in the record, or `None` when it may hold anything.
    fn best(
        conditions: &[Condition],
        words: impl Fn(&str) -> Option<Vec<&'static str>>,
    ) -> Option<Self> {
        conditions
            .iter()
            .filter_map(|condition| match condition {
                Condition::Holds(any) => fragments(any, &words),
                Condition::AtLeast(..) | Condition::AtMost(..) => None,
            })
            .filter(|fragments| !fragments.is_empty() && fragments.len() <= MOST)
            .min_by_key(|fragments| {
                let shortest = fragments.iter().map(Vec::len).min().unwrap_or_default();
                (fragments.len() > 8, usize::MAX - shortest)
            })
            .and_then(Self::new)
    }

    fn new(fragments: Vec<Vec<u8>>) -> Option<Self> {
        let search = Search::pieces(&fragments).or_else(|| Search::whole(&fragments))?;
        Some(Self { fragments, search })
    }

    fn are_in(&self, record: &[u8]) -> bool {
        match &self.search {
            Search::Whole(search) => search.is_match(record),
            Search::Pieces { searcher, places } => searcher.find_iter(record).any(|found| {
                let (fragment, offset) = places[found.pattern().as_usize()];
                let fragment = &self.fragments[fragment];
                found
                    .start()
                    .checked_sub(offset)
                    .and_then(|start| record.get(start..start + fragment.len()))
                    .is_some_and(|text| text.eq_ignore_ascii_case(fragment))
            }),
        }
    }
}

impl Search {
    fn pieces(fragments: &[Vec<u8>]) -> Option<Self> {
        let mut builder = packed::Config::new().only_teddy(true).builder();
        let mut places = Vec::new();
        for (number, fragment) in fragments.iter().enumerate() {
            let offset = rarest(fragment);
            for piece in cases(fragment.get(offset..offset + PIECE)?) {
                builder.add(piece);
                places.push((number, offset));
            }
        }
        if places.len() > MOST_PIECES {
            return None;
        }
        let searcher = builder.build()?;
        // Two fragments may share a piece, and only one of them would be found by it.
        let distinct = fragments.len() == 1
            || fragments.iter().enumerate().all(|(i, a)| {
                let a = &a[rarest(a)..rarest(a) + PIECE];
                fragments[..i]
                    .iter()
                    .all(|b| b[rarest(b)..rarest(b) + PIECE] != *a)
            });
        distinct.then_some(Self::Pieces { searcher, places })
    }

    fn whole(fragments: &[Vec<u8>]) -> Option<Self> {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(fragments)
            .ok()
            .map(Self::Whole)
    }
}

/// Bytes of a piece.
const PIECE: usize = 3;

/// Where the piece begins whose letters are the rarest in logs.
fn rarest(fragment: &[u8]) -> usize {
    let rank = |byte: &u8| match byte {
        b'j' | b'q' | b'x' | b'z' => 0_u32,
        b'k' | b'v' | b'w' => 1,
        b'b' | b'f' | b'g' | b'h' | b'p' | b'u' | b'y' => 2,
        b'm' | b'_' => 3,
        b'.' | b'-' | b'0'..=b'9' => 4,
        _ => 5,
    };
    fragment
        .windows(PIECE)
        .enumerate()
        .min_by_key(|(_, piece)| piece.iter().map(rank).sum::<u32>())
        .map_or(0, |(at, _)| at)
}

/// The spellings of a piece in both cases of each letter.
fn cases(piece: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![Vec::new()];
    for byte in piece {
        let upper = byte.to_ascii_uppercase();
        let mut next: Vec<Vec<u8>> = Vec::new();
        for spelling in &all {
            next.push([spelling.as_slice(), &[*byte]].concat());
            if upper != *byte {
                next.push([spelling.as_slice(), &[upper]].concat());
            }
        }
        all = next;
    }
    all
}

/// A fragment for each alternative, in lower case, or `None` when one of them may be met by a
/// record that holds none.
fn fragments(
    any: &[(String, String)],
    words: &impl Fn(&str) -> Option<Vec<&'static str>>,
) -> Option<Vec<Vec<u8>>> {
    let mut fragments: Vec<Vec<u8>> = Vec::new();
    for (column, text) in any {
        let fragment = fragment(text)?;
        let is_word = |word: &&str| {
            let word = word.to_lowercase();
            word.contains(&*String::from_utf8_lossy(&fragment)) || !word.is_ascii()
        };
        if words(column)?.iter().any(is_word) {
            return None;
        }
        if !fragments.contains(&fragment) {
            fragments.push(fragment);
        }
    }
    Some(fragments)
}

/// The longest piece of a text that stands in a record as it is: letters, digits and what is never
/// escaped. It must have a letter that no number has, because numbers may be written in another way.
fn fragment(text: &str) -> Option<Vec<u8>> {
    text.as_bytes()
        .split(|b| !(b.is_ascii_alphanumeric() || b"._-".contains(b)))
        .filter(|run| run.len() >= SHORTEST)
        .filter(|run| {
            run.iter()
                .any(|b| b.is_ascii_alphabetic() && !b.eq_ignore_ascii_case(&b'e'))
        })
        .max_by_key(|run| run.len())
        .map(<[u8]>::to_ascii_lowercase)
}

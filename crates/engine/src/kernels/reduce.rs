//! Texts grouped by their pattern, for `reduce`.
//!
//! Source: the page "reduce operator" of the Kusto documentation, and the paper that an earlier
//! edition of it names: R. Vaarandi, "A Data Clustering Algorithm for Mining Patterns From Event
//! Logs" (2003). A text is cut into words; a word that stands at its place in enough texts is part
//! of the pattern, every other one is `*`. Numbers are never part of a pattern.
//!
//! Differs from Kusto, whose own algorithm is not published: patterns of texts with little in common
//! may be others.

use std::collections::BTreeMap;

use crate::kernel::{Kernel, Rows};
use crate::lower::key;
use crate::types::Value;

/// What texts without a pattern are called.
const OTHERS: &str = "others";

#[derive(Debug)]
pub(crate) struct Reduce {
    /// The place of the text.
    pub(crate) text: usize,
    /// The places of the columns that tell subtables apart.
    pub(crate) per: Vec<usize>,
    /// The share of the texts that makes a word part of a pattern.
    pub(crate) threshold: f64,
    /// What stands between words; everything but letters and digits when not given.
    pub(crate) separators: Option<String>,
    /// Whether the rows stay, each with its pattern.
    pub(crate) source: bool,
}

/// A group of texts.
struct Group {
    pattern: String,
    rows: Vec<usize>,
    representative: String,
}

impl Kernel for Reduce {
    fn name(&self) -> &'static str {
        "reduce"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut subtables: BTreeMap<Vec<Option<String>>, Vec<usize>> = BTreeMap::new();
        for (at, row) in input.rows.iter().enumerate() {
            let id = self.per.iter().map(|p| key(&row[*p], false)).collect();
            subtables.entry(id).or_default().push(at);
        }
        let mut out = Vec::new();
        for rows in subtables.into_values() {
            let groups = self.groups(input, &rows);
            if self.source {
                let mut shown: BTreeMap<usize, &Group> = BTreeMap::new();
                for group in &groups {
                    shown.extend(group.rows.iter().map(|at| (*at, group)));
                }
                for (at, group) in shown {
                    let mut row = input.rows[at].clone();
                    row.extend(group.cells());
                    out.push(row);
                }
                continue;
            }
            for group in &groups {
                let first = rows.first().copied().unwrap_or_default();
                let mut row: Vec<Value> = self
                    .per
                    .iter()
                    .map(|p| input.rows[first][*p].clone())
                    .collect();
                row.extend(group.cells());
                out.push(row);
            }
        }
        Ok(out)
    }
}

impl Group {
    fn cells(&self) -> [Value; 3] {
        [
            Value::string(self.pattern.clone()),
            Value::Long(self.rows.len() as i64),
            Value::string(self.representative.clone()),
        ]
    }
}

impl Reduce {
    /// The groups of some rows, the largest first.
    fn groups(&self, input: &Rows, rows: &[usize]) -> Vec<Group> {
        let texts: Vec<&str> = rows
            .iter()
            .map(|at| input.rows[*at][self.text].as_str())
            .collect();
        let cut: Vec<Vec<Part<'_>>> = texts.iter().map(|t| self.parts(t)).collect();
        // How often each word stands at its place.
        let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for parts in &cut {
            for (place, word) in words(parts) {
                *counts.entry((place, word)).or_default() += 1;
            }
        }
        let enough = ((self.threshold * rows.len() as f64).ceil() as usize).max(2);
        let frequent = |place: usize, word: &str| {
            !word.bytes().all(|b| b.is_ascii_digit())
                && counts.get(&(place, word)).is_some_and(|n| *n >= enough)
        };
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        for (i, parts) in cut.iter().enumerate() {
            let pattern = self.pattern(parts, &frequent);
            let pattern = pattern.unwrap_or_else(|| OTHERS.to_owned());
            let group = groups.entry(pattern.clone()).or_insert_with(|| Group {
                representative: texts[i].to_owned(),
                pattern,
                rows: Vec::new(),
            });
            group.rows.push(rows[i]);
        }
        // What is too small is no group.
        let (mut kept, small): (Vec<Group>, Vec<Group>) = groups
            .into_values()
            .partition(|g| g.pattern != OTHERS && g.rows.len() >= enough);
        kept.sort_by(|a, b| b.rows.len().cmp(&a.rows.len()).then(a.rows.cmp(&b.rows)));
        let mut others: Vec<usize> = small.into_iter().flat_map(|g| g.rows).collect();
        if !others.is_empty() {
            others.sort_unstable();
            kept.push(Group {
                pattern: OTHERS.to_owned(),
                rows: others,
                representative: String::new(),
            });
        }
        kept
    }

    /// The pattern of a text; `None` when no word of it is frequent.
    fn pattern(
        &self,
        parts: &[Part<'_>],
        frequent: &impl Fn(usize, &str) -> bool,
    ) -> Option<String> {
        let mut pattern = String::new();
        let mut place = 0;
        let mut any = false;
        for part in parts {
            match part {
                Part::Word(word) if frequent(place, word) => {
                    any = true;
                    pattern.push_str(word);
                }
                Part::Word(_) if pattern.ends_with('*') => {}
                Part::Word(_) => pattern.push('*'),
                // Separators that a query names are no part of the text's form.
                Part::Between(_) if self.separators.is_some() => continue,
                Part::Between(text) => pattern.push_str(text),
            }
            place += usize::from(matches!(part, Part::Word(_)));
        }
        any.then_some(pattern)
    }

    fn parts<'t>(&self, text: &'t str) -> Vec<Part<'t>> {
        let separates = |c: char| match &self.separators {
            Some(characters) => characters.contains(c),
            None => !c.is_alphanumeric(),
        };
        let mut parts = Vec::new();
        let mut start = 0;
        let mut between = None;
        for (at, c) in text.char_indices() {
            let here = separates(c);
            if between.is_some_and(|b| b != here) {
                parts.push(Part::new(&text[start..at], !here));
                start = at;
            }
            between = Some(here);
        }
        if let Some(between) = between {
            parts.push(Part::new(&text[start..], between));
        }
        parts
    }
}

/// A piece of a text.
enum Part<'t> {
    Word(&'t str),
    Between(&'t str),
}

impl<'t> Part<'t> {
    fn new(text: &'t str, between: bool) -> Self {
        if between {
            Self::Between(text)
        } else {
            Self::Word(text)
        }
    }
}

/// The words with their places among the words.
fn words<'p>(parts: &'p [Part<'_>]) -> impl Iterator<Item = (usize, &'p str)> {
    parts
        .iter()
        .filter_map(|p| match p {
            Part::Word(word) => Some(*word),
            Part::Between(_) => None,
        })
        .enumerate()
}

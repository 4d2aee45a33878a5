//! The aggregates of `stats`: each keeps what it needs of the values of a group.

use std::collections::{BTreeMap, BTreeSet};

use super::{Spl, compare};
use crate::aggregates::def::{Group, Make, Row};
use crate::types::Value;

/// The most values that `list` gives.
const LIST: usize = 100;

/// What is computed of a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum What {
    Count,
    Distinct,
    Values,
    List,
    Min,
    Max,
    Sum,
    SumOfSquares,
    Mean,
    /// Sample or population; the root of it or not.
    Spread {
        sample: bool,
        root: bool,
    },
    Range,
    Mode,
    First,
    Last,
    /// The value with the smallest or largest second argument.
    Earliest,
    Latest,
    Percentile(f64),
}

/// Groups of this kind.
pub fn make(what: What) -> Make {
    Box::new(move || Box::new(Kept::new(what)))
}

struct Kept {
    what: What,
    count: usize,
    /// Values in the order of the rows, or the one that was chosen.
    list: Vec<Spl>,
    numbers: Vec<f64>,
    texts: BTreeSet<String>,
    counts: BTreeMap<String, usize>,
    time: Option<f64>,
    held: usize,
}

impl Kept {
    fn new(what: What) -> Self {
        Self {
            what,
            count: 0,
            list: Vec::new(),
            numbers: Vec::new(),
            texts: BTreeSet::new(),
            counts: BTreeMap::new(),
            time: None,
            held: 0,
        }
    }

    fn choose(&mut self, item: &Spl, better: impl Fn(&Spl, &Spl) -> bool) {
        match self.list.first() {
            Some(kept) if !better(item, kept) => {}
            _ => self.list = vec![item.clone()],
        }
    }

    fn item(&mut self, item: &Spl) {
        self.count += 1;
        match self.what {
            What::Count => {}
            What::Distinct | What::Values => {
                let text = item.text();
                self.held += text.len() + 32;
                self.texts.insert(text);
            }
            What::List => {
                if self.list.len() < LIST {
                    self.list.push(item.clone());
                }
            }
            // Numbers come before texts for `min`, after them for `max`.
            What::Min => self.choose(item, |a, b| ranked(a, b).is_lt()),
            What::Max => self.choose(item, |a, b| ranked(a, b).is_gt()),
            What::Mode => *self.counts.entry(item.text()).or_default() += 1,
            What::First | What::Last | What::Earliest | What::Latest => {}
            What::Sum
            | What::SumOfSquares
            | What::Mean
            | What::Spread { .. }
            | What::Range
            | What::Percentile(_) => self.numbers.extend(item.as_number()),
        }
    }
}

/// As numbers when both are, else as texts.
fn ranked(a: &Spl, b: &Spl) -> std::cmp::Ordering {
    compare(a, b)
}

impl Group for Kept {
    fn add(&mut self, row: &Row<'_>) {
        let value = Spl::of(&row.get(0));
        if value.is_null() {
            return;
        }
        match self.what {
            What::First if self.list.is_empty() => self.list = vec![value],
            What::First => {}
            What::Last => self.list = vec![value],
            What::Earliest | What::Latest => {
                let Some(time) = Spl::of(&row.get(1)).as_number() else {
                    return;
                };
                let takes = match self.time {
                    None => true,
                    Some(kept) if self.what == What::Earliest => time < kept,
                    Some(kept) => time > kept,
                };
                if takes {
                    self.time = Some(time);
                    self.list = vec![value];
                }
            }
            _ => {
                for item in value.items() {
                    self.item(item);
                }
            }
        }
    }

    fn finish(&mut self) -> Value {
        let numbers = &mut self.numbers;
        let n = numbers.len() as f64;
        let result = match self.what {
            What::Count => Spl::whole(self.count),
            What::Distinct => Spl::whole(self.texts.len()),
            What::Values => Spl::many(self.texts.iter().cloned().map(Spl::Text)),
            What::List
            | What::First
            | What::Last
            | What::Earliest
            | What::Latest
            | What::Min
            | What::Max => Spl::many(self.list.iter().cloned()),
            What::Mode => {
                let mut best: Option<(&String, usize)> = None;
                for (text, count) in &self.counts {
                    if best.is_none_or(|(_, most)| *count > most) {
                        best = Some((text, *count));
                    }
                }
                best.map_or(Spl::Null, |(text, _)| Spl::Text(text.clone()))
            }
            _ if numbers.is_empty() => Spl::Null,
            What::Sum => Spl::number(numbers.iter().sum()),
            What::SumOfSquares => Spl::number(numbers.iter().map(|x| x * x).sum()),
            What::Mean => Spl::number(numbers.iter().sum::<f64>() / n),
            What::Range => {
                let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
                let most = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                Spl::number(most - least)
            }
            What::Spread { sample, root } => {
                let mean = numbers.iter().sum::<f64>() / n;
                let squares: f64 = numbers.iter().map(|x| (x - mean).powi(2)).sum();
                let by = if sample { n - 1.0 } else { n };
                let variance = if by > 0.0 { squares / by } else { 0.0 };
                Spl::number(if root { variance.sqrt() } else { variance })
            }
            What::Percentile(percent) => {
                numbers.sort_by(f64::total_cmp);
                let rank = (percent / 100.0 * n).ceil().max(1.0) as usize;
                numbers
                    .get(rank.min(numbers.len()) - 1)
                    .map_or(Spl::Null, |x| Spl::number(*x))
            }
        };
        result.value()
    }

    fn size(&self) -> usize {
        self.held + self.numbers.capacity() * 8 + self.list.capacity() * 48 + self.counts.len() * 64
    }
}

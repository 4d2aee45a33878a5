//! How `search`, `like` and `match` compare texts.

use std::borrow::Cow;
use std::sync::Arc;

use vigie_syntax::glob::glob;

use super::{Spl, compare, parse_number};
use crate::functions::def::{CallSite, RowFunction};
use crate::text::ip;
use crate::types::Value;

/// The value of a search term: `RunInstances`, `*admin*`, `10.0.0.0/8`.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// As written when letter case counts, else lower case.
    text: String,
    cased: bool,
    wildcard: bool,
    network: Option<ip::V4>,
}

impl Wanted {
    pub fn new(pattern: &str, cased: bool) -> Self {
        let network = pattern
            .contains('/')
            .then(|| ip::V4::parse(pattern))
            .flatten();
        Self {
            text: if cased {
                pattern.to_owned()
            } else {
                pattern.to_lowercase()
            },
            cased,
            wildcard: pattern.contains('*'),
            network,
        }
    }

    /// Whether a text is what is wanted. Letters in upper and lower case are the same unless
    /// `CASE()` was written; `*` stands for any characters.
    pub fn is(&self, text: &str) -> bool {
        if let Some(network) = self.network
            && ip::V4::parse(text).is_some_and(|address| address.is_in(network))
        {
            return true;
        }
        if !self.wildcard && text.is_ascii() && self.text.is_ascii() && !self.cased {
            return text.eq_ignore_ascii_case(&self.text);
        }
        let lower;
        let text = if self.cased {
            text
        } else {
            lower = text.to_lowercase();
            &lower
        };
        if self.wildcard {
            glob(&self.text, text)
        } else {
            text == self.text
        }
    }

    /// Whether one of the values is what is wanted; a missing field has none.
    pub fn matches(&self, value: &Spl) -> bool {
        value.items().iter().any(|item| self.is(&item.show()))
    }
}

/// `<`, `<=`, `>`, `>=` of `search`: by number when both are numbers, else by text.
pub fn search_compare(value: &Spl, op: &str, literal: &str) -> bool {
    let literal = Spl::Text(literal.to_owned());
    value.items().iter().any(|item| {
        let order = compare(item, &literal);
        match op {
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            _ => order.is_ge(),
        }
    })
}

/// Whether a character separates the words of a raw event.
fn separates(c: char) -> bool {
    !(c.is_alphanumeric()
        || matches!(
            c,
            '_' | '-' | '.' | '@' | '/' | ':' | '=' | '\\' | '$' | '%' | '#' | '+'
        ))
}

/// Whether a raw event holds a word or a phrase. A word is a run between separators, or a part of
/// one at `.`, `/`, `:`, `=`, `@` and their like; `*` stands for any characters of it. Letter case
/// counts.
pub fn raw_holds(raw: &str, wanted: &str) -> bool {
    if wanted == "*" || wanted.is_empty() {
        return true;
    }
    if !wanted.contains('*') {
        return bounded(raw, wanted);
    }
    // With a star at both ends the word may stand anywhere.
    if let Some(inner) = wanted.strip_prefix('*').and_then(|w| w.strip_suffix('*'))
        && !inner.contains('*')
    {
        return raw.contains(inner);
    }
    let words = raw.split(separates);
    words
        .flat_map(|word| {
            std::iter::once(word).chain(word.split(|c: char| !c.is_alphanumeric() && c != '_'))
        })
        .any(|word| glob(wanted, word))
}

/// Whether a raw event holds a text as one of its indexed terms, in any letter case: nothing but the
/// characters that always separate terms may stand around it, whatever stands in it.
///
/// Source: the page "Use CASE() and TERM() to match phrases" of the Splunk documentation, and the
/// major breakers of its `segmenters.conf`.
pub fn raw_has_term(raw: &str, wanted: &str) -> bool {
    let wanted = wanted.to_lowercase();
    let raw = raw.to_lowercase();
    let breaks = |c: char| c.is_whitespace() || "[]<>(){}|!;,'\"*?&+".contains(c);
    if wanted.contains(|c| c != '*' && breaks(c)) {
        return false;
    }
    raw.split(breaks).any(|term| glob(&wanted, term))
}

/// Whether a text stands in another with no letter, digit or `_` going on at its ends.
fn bounded(raw: &str, wanted: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || c == '_';
    let first = wanted.chars().next().is_some_and(goes_on);
    let last = wanted.chars().next_back().is_some_and(goes_on);
    raw.match_indices(wanted).any(|(at, found)| {
        let before = raw.get(..at).and_then(|b| b.chars().next_back());
        let after = raw.get(at + found.len()..).and_then(|a| a.chars().next());
        let goes_on_before = first && before.is_some_and(goes_on);
        let goes_on_after = last && after.is_some_and(goes_on);
        !goes_on_before && !goes_on_after
    })
}

/// `like`: `%` stands for any characters, `_` for one.
pub fn like(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let pattern: Vec<char> = pattern.chars().collect();
    let (mut t, mut p) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('%') => {
                star = Some((p + 1, t));
                p += 1;
            }
            Some('_') => {
                t += 1;
                p += 1;
            }
            Some(c) if *c == text[t] => {
                t += 1;
                p += 1;
            }
            _ => match star {
                Some((after, from)) => {
                    p = after;
                    t = from + 1;
                    star = Some((after, from + 1));
                }
                None => return false,
            },
        }
    }
    pattern
        .get(p..)
        .is_none_or(|rest| rest.iter().all(|c| *c == '%'))
}

/// Whether an address is in a network.
pub fn in_network(network: &str, address: &str) -> bool {
    if let (Some(network), Some(address)) = (ip::V4::parse(network), ip::V4::parse(address)) {
        return address.is_in(network);
    }
    match (ip::V6::parse(network), ip::V6::parse(address)) {
        (Some(network), Some(address)) => address.is_in(network),
        _ => false,
    }
}

/// Whether it is a number, an integer, or a text.
pub fn is_kind(value: &Spl, kind: &str) -> bool {
    match (kind, value) {
        (_, Spl::Null) => false,
        ("num", Spl::Number(_)) => true,
        ("int", Spl::Number(n)) => n.fract() == 0.0,
        ("num", Spl::Text(text)) => parse_number(text).is_some(),
        ("int", Spl::Text(text)) => parse_number(text).is_some_and(|n| n.fract() == 0.0),
        ("str", Spl::Text(text)) => parse_number(text).is_none(),
        ("str", Spl::Many(_)) => true,
        _ => false,
    }
}

/// A regular expression that is compiled once when it is constant.
pub struct Constant(Option<regex::Regex>);

/// The regular expression of an argument.
///
/// # Errors
/// A sentence about one that is none.
pub fn constant(site: &CallSite<'_>, at: usize) -> Result<Constant, String> {
    site.text(at)
        .map(crate::text::regex::compile)
        .transpose()
        .map(Constant)
}

impl Constant {
    /// The expression for this row; `None` where the text of the row is none.
    pub fn of<'r>(&'r self, value: &Value) -> Option<Cow<'r, regex::Regex>> {
        match &self.0 {
            Some(regex) => Some(Cow::Borrowed(regex)),
            None => crate::text::regex::compile(&Spl::of(value).show())
                .ok()
                .map(Cow::Owned),
        }
    }
}

/// The body of the functions that match search terms.
///
/// # Errors
/// None.
pub fn matching(site: &CallSite<'_>, cased: bool) -> Result<RowFunction, String> {
    let wanted: Vec<Option<Wanted>> = (1..site.types.len())
        .map(|at| site.text(at).map(|text| Wanted::new(text, cased)))
        .collect();
    Ok(Arc::new(move |args| {
        let value = Spl::of(&args[0]);
        let matches = wanted
            .iter()
            .zip(&args[1..])
            .any(|(wanted, arg)| match wanted {
                Some(wanted) => wanted.matches(&value),
                None => Wanted::new(arg.as_str(), cased).matches(&value),
            });
        Value::Bool(matches)
    }))
}

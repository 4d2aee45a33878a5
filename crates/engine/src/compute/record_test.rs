//! Tests of a field's value against patterns, as Sigma means them: a value is any JSON, each
//! element of an array counts, and texts are compared in any letter case unless said otherwise.
//!
//! Source: the appendix "Sigma Modifiers" of the Sigma specification, version 2.1.

use std::borrow::Cow;

use regex::{Regex, RegexBuilder};

use super::json_path::{skip_space, skip_value, unescape};
use super::record_path::{elements, members};
use crate::text::case;
use crate::text::ip::{V4, V6};
use crate::text::regex::compile;
use crate::text::search::Needle;

/// Arrays within arrays.
const MOST_DEPTH: usize = 32;

/// One test of one text.
#[derive(Debug)]
pub(crate) enum Test {
    /// The whole text, `cased` or not.
    Equal {
        text: String,
        cased: bool,
    },
    Contains(Needle),
    Begins(Needle),
    Ends(Needle),
    /// A regular expression; wildcards become one.
    Regex(Box<Regex>),
    /// The same number, or the same text.
    Number {
        text: String,
        number: f64,
    },
    Compare {
        how: Compare,
        number: f64,
    },
    Network4(V4),
    Network6(V6),
    /// Anywhere in the record: in its text, or in one of its values.
    Keyword(Box<Test>),
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Compare {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Test {
    /// The test of a name and a pattern; a sentence where there is none.
    pub(crate) fn new(name: &str, pattern: &str) -> Result<Self, String> {
        let (plain, cased) = match name.strip_suffix("_cs") {
            Some(plain) => (plain, true),
            None => (name, false),
        };
        let needle = |text: &str| {
            if cased {
                Needle::exact(text)
            } else {
                Needle::any_case(text)
            }
        };
        let number = || {
            let number: Option<f64> = pattern.trim().parse().ok();
            number.ok_or_else(|| format!("`{pattern}` is no number"))
        };
        let compare = |how| {
            let number = number()?;
            Ok::<Self, String>(Self::Compare { how, number })
        };
        Ok(match plain {
            "equals" => Self::Equal {
                text: pattern.to_owned(),
                cased,
            },
            "contains" => Self::Contains(needle(pattern)),
            "startswith" => Self::Begins(needle(pattern)),
            "endswith" => Self::Ends(needle(pattern)),
            "like" => Self::Regex(Box::new(wildcards(pattern, cased, true)?)),
            "re" => Self::Regex(Box::new(compile(pattern)?)),
            "number" => Self::Number {
                text: pattern.to_owned(),
                number: number()?,
            },
            "lt" => compare(Compare::Less)?,
            "lte" => compare(Compare::LessOrEqual)?,
            "gt" => compare(Compare::Greater)?,
            "gte" => compare(Compare::GreaterOrEqual)?,
            "cidr" => match (V4::parse(pattern), V6::parse(pattern)) {
                (Some(network), _) => Self::Network4(network),
                (None, Some(network)) => Self::Network6(network),
                (None, None) => return Err(format!("`{pattern}` is no network")),
            },
            "keyword" => Self::Keyword(Box::new(Self::Contains(needle(pattern)))),
            "keyword_like" => Self::Keyword(Box::new(Self::Regex(Box::new(wildcards(
                pattern, cased, false,
            )?)))),
            "keyword_re" => Self::Keyword(Box::new(Self::Regex(Box::new(compile(pattern)?)))),
            _ => return Err(format!("there is no test `{name}`")),
        })
    }

    /// Whether a value, given as JSON text, passes: null never does, an array does when one of its
    /// elements does, an object is its JSON text.
    pub(crate) fn passes(&self, json: &str) -> bool {
        if let Self::Keyword(inner) = self {
            return inner.is_met(json) || leaves(json, 0, 0, &mut |text| inner.is_met(text));
        }
        scalars(json, 0, 0, &mut |text| self.is_met(text))
    }

    fn is_met(&self, text: &str) -> bool {
        match self {
            Self::Equal { text: own, cased } => {
                if *cased {
                    text == own
                } else {
                    case::equal(text, own)
                }
            }
            Self::Contains(needle) => needle.is_in(text),
            Self::Begins(needle) => needle.begins(text),
            Self::Ends(needle) => needle.ends(text),
            Self::Regex(regex) => regex.is_match(text),
            Self::Number { text: own, number } => {
                text == own || text.trim().parse::<f64>().is_ok_and(|n| n == *number)
            }
            Self::Compare { how, number } => text.trim().parse::<f64>().is_ok_and(|n| match how {
                Compare::Less => n < *number,
                Compare::LessOrEqual => n <= *number,
                Compare::Greater => n > *number,
                Compare::GreaterOrEqual => n >= *number,
            }),
            Self::Network4(network) => V4::parse(text).is_some_and(|a| a.is_in(*network)),
            Self::Network6(network) => V6::parse(text).is_some_and(|a| a.is_in(*network)),
            Self::Keyword(inner) => inner.is_met(text),
        }
    }
}

/// Whether two values have a text in common, or one that holds another, as `test` says.
pub(crate) fn same(left: &str, right: &str, test: &str) -> Result<bool, String> {
    let mut others: Vec<String> = Vec::new();
    scalars(right, 0, 0, &mut |text| {
        others.push(text.to_owned());
        others.len() >= 1_000
    });
    for other in others {
        if Test::new(test, &other)?.passes(left) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A pattern with the wildcards `*` and `?` as a regular expression; a backslash takes what follows
/// literally. `whole` asks for the whole text.
fn wildcards(pattern: &str, cased: bool, whole: bool) -> Result<Regex, String> {
    let mut out = String::from(if whole { "^" } else { "" });
    let mut chars = pattern.chars();
    let mut literal = String::new();
    while let Some(c) = chars.next() {
        let wildcard = match c {
            '*' => ".*",
            '?' => ".",
            '\\' => {
                literal.push(chars.next().unwrap_or('\\'));
                continue;
            }
            c => {
                literal.push(c);
                continue;
            }
        };
        out.push_str(&regex::escape(&std::mem::take(&mut literal)));
        out.push_str(wildcard);
    }
    out.push_str(&regex::escape(&literal));
    if whole {
        out.push('$');
    }
    RegexBuilder::new(&out)
        .case_insensitive(!cased)
        .dot_matches_new_line(true)
        .build()
        .map_err(|_| format!("`{pattern}` is too large a pattern"))
}

/// Calls `f` with the text of a value, or of each element of an array, until it says yes.
fn scalars(json: &str, at: usize, depth: usize, f: &mut dyn FnMut(&str) -> bool) -> bool {
    let bytes = json.as_bytes();
    let at = skip_space(bytes, at);
    match bytes.get(at) {
        Some(b'[') if depth < MOST_DEPTH => {
            elements(bytes, at).any(|element| scalars(json, element, depth + 1, f))
        }
        _ => text(json, at).is_some_and(|text| f(&text)),
    }
}

/// Calls `f` with each text, number and bool anywhere in a value, until it says yes.
fn leaves(json: &str, at: usize, depth: usize, f: &mut dyn FnMut(&str) -> bool) -> bool {
    let bytes = json.as_bytes();
    let at = skip_space(bytes, at);
    match bytes.get(at) {
        Some(b'[') if depth < MOST_DEPTH => {
            elements(bytes, at).any(|element| leaves(json, element, depth + 1, f))
        }
        Some(b'{') if depth < MOST_DEPTH => {
            members(bytes, at).any(|value| leaves(json, value, depth + 1, f))
        }
        _ => text(json, at).is_some_and(|text| f(&text)),
    }
}

/// The text of the value that begins at `at`; none of null.
fn text(json: &str, at: usize) -> Option<Cow<'_, str>> {
    let bytes = json.as_bytes();
    let end = skip_value(bytes, at)?;
    match bytes.get(at)? {
        b'"' => unescape(json.get(at + 1..end - 1)?),
        _ => json
            .get(at..end)
            .filter(|value| *value != "null")
            .map(Cow::Borrowed),
    }
}

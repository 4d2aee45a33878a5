//! Fields of a record by their dotted name, as languages of detection rules mean it: a name goes
//! through arrays and finds the field in every element, a key may have dots of its own, and an
//! object that a log holds as text is looked into.
//!
//! Paths of Kusto (`d.a.b`) do none of this: see [`super::json_path`].

use std::borrow::Cow;

use super::json_path::{Key, member, next_item, skip_space, skip_value, unescape};
use crate::text::json_compact::push_compact;

/// The first text that is not empty at the end of any of these names in a record; JSON for what is
/// no text.
pub fn text(record: &str, names: &[String]) -> Option<String> {
    names.iter().find_map(|name| {
        FieldPath::new(name)
            .values(record)
            .iter()
            .find_map(|value| {
                let quoted = value.strip_prefix('"').and_then(|v| v.strip_suffix('"'));
                let text = match quoted {
                    Some(inner) => unescape(inner)?.into_owned(),
                    None if value == "null" => return None,
                    None => value.to_string(),
                };
                (!text.is_empty()).then_some(text)
            })
    })
}

/// Segments of a name; what is longer leads nowhere.
const MOST_SEGMENTS: usize = 24;
/// Arrays within arrays and texts within texts.
const MOST_DEPTH: usize = 32;
/// Values that one name finds in a record.
const MOST_VALUES: usize = 10_000;

/// A dotted name, ready to be followed.
#[derive(Debug, Clone)]
pub(crate) struct FieldPath {
    /// For each segment the keys that may begin with it, and the segment behind each of them: the
    /// segment alone, then with those that follow.
    keys: Vec<Vec<(Key, usize)>>,
    /// The segment as the place of an element, where it is a number.
    places: Vec<Option<usize>>,
}

impl FieldPath {
    pub(crate) fn new(name: &str) -> Self {
        let segments: Vec<&str> = name.split('.').collect();
        let segments = segments.get(..MOST_SEGMENTS).unwrap_or(&segments);
        let count = segments.len();
        let keys = (0..count).map(|from| {
            (from..count)
                .map(|to| (Key::new(&segments[from..=to].join(".")), to + 1))
                .collect()
        });
        Self {
            keys: keys.collect(),
            places: segments.iter().map(|s| s.parse().ok()).collect(),
        }
    }

    /// The JSON texts of all values at the end of the path, null among them.
    pub(crate) fn values<'t>(&self, record: &'t str) -> Vec<Cow<'t, str>> {
        let mut found = Vec::new();
        self.follow(record, skip_space(record.as_bytes(), 0), 0, 0, &mut found);
        found
    }

    /// Collects the values behind the segments from `segment` on of the value that begins at `at`.
    fn follow<'t>(
        &self,
        text: &'t str,
        at: usize,
        segment: usize,
        depth: usize,
        found: &mut Vec<Cow<'t, str>>,
    ) -> Option<()> {
        if depth > MOST_DEPTH || found.len() >= MOST_VALUES {
            return None;
        }
        let bytes = text.as_bytes();
        let Some(keys) = self.keys.get(segment) else {
            let end = skip_value(bytes, at)?;
            found.push(Cow::Borrowed(text.get(at..end)?));
            return Some(());
        };
        match *bytes.get(at)? {
            b'{' => {
                let before = found.len();
                for (key, next) in keys {
                    if let Some(value) = member(text, at, key) {
                        self.follow(text, value, *next, depth, found);
                        if found.len() > before {
                            break;
                        }
                    }
                }
            }
            b'[' => {
                let place = self.places.get(segment).copied().flatten();
                for (number, element) in elements(bytes, at).enumerate() {
                    match place {
                        Some(place) if place == number => {
                            self.follow(text, element, segment + 1, depth + 1, found);
                        }
                        Some(_) => {}
                        None => {
                            self.follow(text, element, segment, depth + 1, found);
                        }
                    }
                }
            }
            b'"' => {
                let end = skip_value(bytes, at)?;
                let inner = unescape(text.get(at + 1..end - 1)?)?;
                let mut compact = String::new();
                if inner.trim_start().starts_with(['{', '[']) && push_compact(&mut compact, &inner)
                {
                    let mut within = Vec::new();
                    self.follow(&compact, 0, segment, depth + 1, &mut within);
                    found.extend(within.into_iter().map(|v| Cow::Owned(v.into_owned())));
                }
            }
            _ => {}
        }
        Some(())
    }
}

/// Where the elements of the array begin that begins at `at`.
pub(crate) fn elements(bytes: &[u8], at: usize) -> impl Iterator<Item = usize> + '_ {
    let first = skip_space(bytes, at + 1);
    let first = bytes.get(first).filter(|b| **b != b']').map(|_| first);
    std::iter::successors(first, |element| next_item(bytes, *element))
}

/// Where the values of the members of the object begin that begins at `at`.
pub(crate) fn members(bytes: &[u8], at: usize) -> impl Iterator<Item = usize> + '_ {
    let value = |key: usize| {
        let colon = skip_space(bytes, skip_value(bytes, key)?);
        (*bytes.get(colon)? == b':').then(|| skip_space(bytes, colon + 1))
    };
    let first = skip_space(bytes, at + 1);
    let first = bytes.get(first).filter(|b| **b == b'"').map(|_| first);
    std::iter::successors(first.and_then(value), move |v| value(next_item(bytes, *v)?))
}

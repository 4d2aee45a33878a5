//! Tables of files that are no known log: columns and types as the records show them.

use vigie_engine::types::{Column, Type, datetime};

use crate::json::{Members, is_absent, skip, unescape};

/// What kinds of values a column has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Kinds {
    bools: bool,
    longs: bool,
    reals: bool,
    times: bool,
    strings: bool,
    nested: bool,
}

/// The columns seen so far, in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(crate) struct Inference {
    columns: Vec<(String, Kinds)>,
    /// Values are texts, and their kinds stand in the text: CSV.
    texts: bool,
}

/// Keys of one record that become columns; further ones are left out.
const MAX_COLUMNS: usize = 2000;

impl Inference {
    pub(crate) fn new(texts: bool) -> Self {
        Self {
            columns: Vec::new(),
            texts,
        }
    }

    /// Learns from a record; what is no object is passed over.
    pub(crate) fn note(&mut self, record: &[u8]) {
        let mut expected = 0;
        for (key, value) in Members::new(record).filter_map(Result::ok) {
            let key = unescape(key);
            // Records mostly have the keys of the one before, in the same order.
            let at = if self
                .columns
                .get(expected)
                .is_some_and(|(name, _)| *name == key)
            {
                expected
            } else if let Some(at) = self.columns.iter().position(|(name, _)| *name == key) {
                at
            } else if self.columns.len() < MAX_COLUMNS {
                self.columns.push((key.into_owned(), Kinds::default()));
                self.columns.len() - 1
            } else {
                continue;
            };
            expected = at + 1;
            let kinds = &mut self.columns[at].1;
            if self.texts {
                kinds.note_text(value);
            } else {
                kinds.note_json(value);
            }
        }
    }

    /// Adds the columns of another file of the same table.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (name, kinds) in &other.columns {
            match self.columns.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => known.merge(*kinds),
                None => self.columns.push((name.clone(), *kinds)),
            }
        }
    }

    /// A column whose values are to come.
    pub(crate) fn declare_unknown(&mut self, name: &str) {
        self.columns.push((name.to_owned(), Kinds::default()));
    }

    /// A column of a known type.
    pub(crate) fn declare(&mut self, name: &str, ty: Type) {
        let mut kinds = Kinds::default();
        match ty {
            Type::Bool => kinds.bools = true,
            Type::Int | Type::Long => kinds.longs = true,
            Type::Real | Type::Decimal => kinds.reals = true,
            Type::Datetime => kinds.times = true,
            Type::Dynamic => kinds.nested = true,
            Type::String | Type::Guid | Type::Timespan => kinds.strings = true,
        }
        self.columns.push((name.to_owned(), kinds));
    }

    pub(crate) fn columns(&self) -> Vec<Column> {
        self.columns
            .iter()
            .map(|(name, kinds)| Column::new(name.clone(), kinds.ty()))
            .collect()
    }
}

impl Kinds {
    fn note_json(&mut self, value: &[u8]) {
        match value.first() {
            Some(b'{' | b'[') => self.nested = true,
            Some(b't' | b'f') => self.bools = true,
            Some(b'"') => {
                let text = unescape(value.get(1..value.len() - 1).unwrap_or_default());
                if is_time(&text) {
                    self.times = true;
                } else if !text.is_empty() {
                    self.strings = true;
                }
            }
            Some(b'n') | None => {}
            Some(_) => self.note_number(&String::from_utf8_lossy(value)),
        }
    }

    fn note_text(&mut self, value: &[u8]) {
        if is_absent(value) {
            return;
        }
        let text = unescape(value.get(1..value.len() - 1).unwrap_or_default());
        let text = text.trim();
        match text.as_bytes() {
            [] => {}
            [b'{' | b'[', ..] if skip(text.as_bytes(), 0) == Ok(text.len()) => self.nested = true,
            _ if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") => {
                self.bools = true;
            }
            // A number that would be written otherwise, such as 007, is a name.
            _ if skip(text.as_bytes(), 0) == Ok(text.len()) && !text.starts_with('"') => {
                self.note_number(text);
            }
            _ if is_time(text) => self.times = true,
            _ => self.strings = true,
        }
    }

    fn note_number(&mut self, text: &str) {
        if text.parse::<i64>().is_ok() {
            self.longs = true;
        } else {
            self.reals = true;
        }
    }

    fn merge(&mut self, other: Self) {
        self.bools |= other.bools;
        self.longs |= other.longs;
        self.reals |= other.reals;
        self.times |= other.times;
        self.strings |= other.strings;
        self.nested |= other.nested;
    }

    /// The type that holds all of them.
    fn ty(self) -> Type {
        let numbers = self.longs || self.reals;
        match self {
            _ if self.nested => Type::Dynamic,
            _ if self.strings => Type::String,
            _ if self.times && !numbers && !self.bools => Type::Datetime,
            _ if self.bools && !numbers && !self.times => Type::Bool,
            _ if numbers && !self.bools && !self.times => {
                if self.reals {
                    Type::Real
                } else {
                    Type::Long
                }
            }
            _ => Type::String,
        }
    }
}

/// A full date with a time: a year alone may be a number, and a date alone a name.
fn is_time(text: &str) -> bool {
    text.len() >= 16
        && text
            .as_bytes()
            .get(10)
            .is_some_and(|b| matches!(b, b'T' | b't' | b' '))
        && datetime::parse(text).is_some()
}

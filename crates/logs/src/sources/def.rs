//! What a known log is: how to recognize an export of it, and for each column of its table where in
//! a record the value stands.

use std::borrow::Cow;

use vigie_engine::types::Type;

pub use super::expr::{Expr, Field, Program};

use crate::json::{Found, Keys, Members, Paths, unescape};
use crate::times::Times;

/// A log, and the table it makes.
#[derive(Debug)]
pub struct Source {
    /// The name of its file.
    pub name: &'static str,
    /// The name of the table.
    pub table: &'static str,
    /// The columns of the table, in their order.
    pub columns: &'static [(&'static str, Type)],
    /// The column that holds the time of the event.
    pub time: &'static str,
    /// A record without a time is rejected.
    pub needs_time: bool,
    /// The column that holds the id of the event.
    pub id: &'static str,
    /// The forms in which it is exported. They are tried in this order.
    pub shapes: &'static [Shape],
}

/// A form in which a log is exported.
#[derive(Debug)]
pub struct Shape {
    /// What it is, for the ledger: "an Azure Activity export …".
    pub title: &'static str,
    /// How its keys are compared.
    pub keys: Keys,
    /// Where in a record the event stands, when something is around it: an object, or a text that
    /// holds one.
    pub within: &'static [&'static str],
    /// Whether an event shows that a file has this form.
    pub recognizes: fn(&Probe<'_>) -> bool,
    /// What [`Self::accepts`] wants to see of each record: at most [`MAX_SIGNS`].
    pub signs: &'static [Expr],
    /// Whether a record of such a file is one of this log: an event hub, for one, holds several.
    pub accepts: fn(&[Field<'_>]) -> bool,
    /// The event itself: what `_raw` of the table of records holds.
    pub raw: Expr,
    /// A column that is not listed is empty.
    pub columns: &'static [(&'static str, Expr)],
    /// Times in cells are written as the exporter's locale has them.
    pub local_times: bool,
    /// What the record itself says about the order of day and month, where times are local.
    pub evidence: Option<fn(&Probe<'_>, &mut Times)>,
}

/// An event that stands in the record as it is.
pub const AS_IT_IS: Expr = Expr::Path(&[]);

/// The columns of a table of records: of every known log the events themselves, for languages that
/// speak of them. `source` is the file.
pub const RECORD_COLUMNS: &[(&str, Type)] = &[
    ("_time", Type::Datetime),
    ("_raw", Type::Dynamic),
    ("source", Type::String),
    ("_id", Type::String),
];

/// Signs that a form may have.
pub const MAX_SIGNS: usize = 4;

impl Source {
    /// The type of a column.
    pub fn column(&self, name: &str) -> Option<Type> {
        self.columns
            .iter()
            .find(|(column, _)| *column == name)
            .map(|(_, ty)| *ty)
    }

    /// What gives a column of the table or of the table of records.
    pub fn expr(&self, shape: &'static Shape, column: &str) -> &'static Expr {
        match column {
            "_raw" => &shape.raw,
            "_time" if self.time != column => shape.expr(self.time),
            "_id" if self.id != column => shape.expr(self.id),
            _ => shape.expr(column),
        }
    }
}

impl Shape {
    /// With what the event is looked for in a record.
    pub fn way(&self) -> Paths {
        Paths::new(self.keys, [self.within])
    }

    /// The event in a record, to which [`Self::way`] leads.
    pub fn event<'r>(&self, record: &'r [u8], way: &Paths) -> Option<Cow<'r, [u8]>> {
        if self.within.is_empty() {
            return Some(Cow::Borrowed(record));
        }
        let mut found = Found::default();
        way.find(record, &mut found).ok()?;
        let event = Field::Json(found.value(0, record)?).json()?;
        Some(Cow::Owned(event.into_owned()))
    }

    /// What gives a column of the table.
    fn expr(&self, column: &str) -> &'static Expr {
        self.columns
            .iter()
            .find(|(name, _)| *name == column)
            .map_or(&Expr::Nothing, |(_, expr)| expr)
    }
}

/// A record that is looked at to recognize what it is.
#[derive(Debug)]
pub struct Probe<'r> {
    /// The keys at the top, folded, and their values.
    members: Vec<(String, &'r [u8])>,
    /// The same keys as they stand.
    keys: Vec<Cow<'r, str>>,
}

impl<'r> Probe<'r> {
    /// `None` when the record is no object.
    pub fn new(record: &'r [u8]) -> Option<Self> {
        let mut probe = Self {
            members: Vec::new(),
            keys: Vec::new(),
        };
        for member in Members::new(record) {
            let (key, value) = member.ok()?;
            let key = unescape(key);
            probe.members.push((fold(&key), value));
            probe.keys.push(key);
        }
        Some(probe)
    }

    /// Whether there is such a key at the top, whatever its value.
    pub fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Whether there is this very key at the top.
    pub fn has_exact(&self, key: &str) -> bool {
        self.keys.iter().any(|name| name == key)
    }

    /// Whether a key at the top begins so.
    pub fn has_prefix(&self, prefix: &str) -> bool {
        self.keys.iter().any(|name| name.starts_with(prefix))
    }

    /// The text of the value under a key at the top.
    pub fn text(&self, key: &str) -> Option<Cow<'r, str>> {
        self.value(key).map(Field::Json)?.text()
    }

    /// The JSON text of the value under a key at the top.
    pub fn value(&self, key: &str) -> Option<&'r [u8]> {
        self.members
            .iter()
            .find(|(name, _)| is_folded(key, name))
            .map(|(_, value)| *value)
    }

    /// The first keys, for a description of what was found.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|(key, _)| key.as_str())
    }
}

/// A key without regard to letter case and underscores.
pub(crate) fn fold(key: &str) -> String {
    folded(key).collect()
}

/// Whether a key is this one that is folded.
fn is_folded(key: &str, name: &str) -> bool {
    let first = key.as_bytes().first().map(u8::to_ascii_lowercase);
    // Most keys of a record differ in their first letter, and few begin with an underscore.
    (first == name.as_bytes().first().copied() || first == Some(b'_'))
        && folded(key).eq(name.chars())
}

fn folded(key: &str) -> impl Iterator<Item = char> + '_ {
    let letters = key.chars().filter(|c| *c != '_');
    letters.map(|c| c.to_ascii_lowercase())
}

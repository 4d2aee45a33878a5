//! Telling an envelope, whose array holds the records, from a record.

use std::rc::Rc;

use crate::json::{Fault, Members, skip, space};

/// What an object is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Look {
    Record,
    /// The array of its records begins at this byte.
    Envelope(usize),
    /// A table of a query result: the array of its rows begins at this byte.
    Table {
        at: usize,
        columns: Rc<Vec<Vec<u8>>>,
        /// The rows are the result itself, not a report about the query.
        primary: Option<bool>,
    },
    /// A frame that holds no records.
    Frame,
    /// More of it must be seen.
    More,
}

/// Keys that nothing but an envelope has.
const CERTAIN: &[&str] = &["records", "tables", "logevents"];

/// Keys that an envelope may have, and a record too.
const POSSIBLE: &[&str] = &["value", "events", "entries", "results", "items", "data"];

/// What else stands in envelopes.
const BESIDE: &[&str] = &[
    "@odata.context",
    "@odata.count",
    "@odata.nextlink",
    "@odata.type",
    "apiversion",
    "count",
    "continuationtoken",
    "error",
    "etag",
    "kind",
    "loggroup",
    "logstream",
    "messagetype",
    "metadata",
    "nextlink",
    "nextpagetoken",
    "nexttoken",
    "owner",
    "render",
    "statistics",
    "subscriptionfilters",
    "total",
];

/// What a table of a query result has in front of its rows.
const TABLE: &[&str] = &[
    "columns",
    "frametype",
    "name",
    "tableid",
    "tablekind",
    "tablename",
];

/// An object of more bytes than this is judged by its beginning alone.
const PEEK: usize = 1 << 20;

/// Whether the first key of an object is one of an envelope: a quick test for lines.
pub(super) fn may_be(object: &[u8]) -> bool {
    let mut members = Members::new(object);
    let Ok(Some((key, value))) = members.next_key() else {
        return false;
    };
    let key = fold(key);
    let listed = |keys: &[&str]| keys.contains(&key.as_str());
    if listed(CERTAIN) || listed(POSSIBLE) {
        return object.get(value) == Some(&b'[');
    }
    listed(BESIDE) || listed(TABLE)
}

/// Judges the object at the start of a text that may end before it does. `whole`: nothing follows.
pub(super) fn look(text: &[u8], whole: bool) -> Look {
    let more = |fault: Fault| match fault {
        Fault::Truncated if !whole => Look::More,
        _ => Look::Record,
    };
    let mut members = Members::new(text);
    let mut table = TableHead::default();
    loop {
        let (key, value) = match members.next_key() {
            Ok(Some(member)) => member,
            Ok(None) => {
                return if table.frame {
                    Look::Frame
                } else {
                    Look::Record
                };
            }
            Err(fault) => return more(fault),
        };
        let key = fold(key);
        let listed = |keys: &[&str]| keys.contains(&key.as_str());
        let Some(first) = text.get(value) else {
            return more(Fault::Truncated);
        };
        if *first == b'[' && (listed(CERTAIN) || listed(POSSIBLE)) {
            match text.get(space(text, value + 1)) {
                Some(b'{' | b']') => {}
                Some(_) => return Look::Record,
                None => return more(Fault::Truncated),
            }
            if listed(CERTAIN) {
                return Look::Envelope(value);
            }
            return match skip(text, value) {
                Ok(_) => match only_beside(members) {
                    Ok(true) => Look::Envelope(value),
                    Ok(false) => Look::Record,
                    Err(fault) => more(fault),
                },
                Err(Fault::Truncated) if text.len() < PEEK && !whole => Look::More,
                Err(Fault::Truncated) => Look::Envelope(value),
                Err(_) => Look::Record,
            };
        }
        if key == "rows" && *first == b'[' && !table.columns.is_empty() {
            return Look::Table {
                at: value,
                columns: Rc::new(table.columns),
                primary: table.primary,
            };
        }
        if !listed(BESIDE) && !listed(TABLE) && !table.frame {
            return Look::Record;
        }
        match members.pass() {
            Ok(value) => table.note(&key, value),
            Err(fault) => return more(fault),
        }
    }
}

/// Whether all that follows in an object may stand in an envelope.
fn only_beside(mut members: Members<'_>) -> Result<bool, Fault> {
    members.pass()?;
    while let Some((key, _)) = members.next_key()? {
        let key = fold(key);
        if ![CERTAIN, POSSIBLE, BESIDE]
            .iter()
            .any(|keys| keys.contains(&key.as_str()))
        {
            return Ok(false);
        }
        members.pass()?;
    }
    Ok(true)
}

/// What was seen of a table in front of its rows.
#[derive(Default)]
struct TableHead {
    /// The names as JSON strings, quotes included.
    columns: Vec<Vec<u8>>,
    primary: Option<bool>,
    frame: bool,
}

impl TableHead {
    fn note(&mut self, key: &str, value: &[u8]) {
        match key {
            "columns" if value.first() == Some(&b'[') => {
                self.columns = crate::json::Elements::new(value)
                    .filter_map(Result::ok)
                    .map(column_name)
                    .collect::<Option<_>>()
                    .unwrap_or_default();
            }
            "tablekind" => self.primary = Some(value == b"\"PrimaryResult\""),
            "frametype" => self.frame = true,
            _ => {}
        }
    }
}

/// `{"name":"A","type":"string"}`, `{"ColumnName":"A",…}`
fn column_name(column: &[u8]) -> Option<Vec<u8>> {
    if column.first() != Some(&b'{') {
        return None;
    }
    Members::new(column)
        .filter_map(Result::ok)
        .find(|(key, value)| {
            matches!(fold(key).as_str(), "name" | "columnname") && value.first() == Some(&b'"')
        })
        .map(|(_, value)| value.to_vec())
}

fn fold(key: &[u8]) -> String {
    String::from_utf8_lossy(key).to_ascii_lowercase()
}

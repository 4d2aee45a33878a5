//! Telling JSON lines, JSON and CSV apart, from the beginning of a text.

use super::envelope;
use crate::json::{skip, space};

/// How a text is cut into records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Lines,
    /// JSON in any other way.
    Json,
    Csv {
        delimiter: u8,
    },
    Parquet,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Self::Lines => "JSON lines",
            Self::Json => "JSON",
            Self::Csv { .. } => "CSV",
            Self::Parquet => "Parquet",
        }
    }
}

/// How much of a text [`format`] wants to see.
pub const HEAD: usize = 256 << 10;

/// Tells the format. `whole`: the text ends with `head`.
///
/// # Errors
///
/// What the text is instead, in words that follow "it is".
pub fn format(head: &[u8], whole: bool) -> Result<Format, String> {
    let start = space(head, 0);
    match head.get(start) {
        None => Err("empty".to_owned()),
        Some(b'{') => Ok(if is_lines(head, whole) {
            Format::Lines
        } else {
            Format::Json
        }),
        Some(b'[' | 0x1e) => Ok(Format::Json),
        Some(b'<') => Err("XML or HTML, which is not read".to_owned()),
        Some(_) => csv(head, whole).ok_or_else(|| describe(head)),
    }
}

/// Most lines are an object each, and none is an envelope.
fn is_lines(head: &[u8], whole: bool) -> bool {
    let (mut objects, mut others) = (0_usize, 0_usize);
    let mut lines = head.split(|b| *b == b'\n').peekable();
    while let Some(line) = lines.next() {
        if lines.peek().is_none() && !whole {
            break;
        }
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        if line.first() == Some(&b'{') && skip(line, 0) == Ok(line.len()) {
            if matches!(
                envelope::look(line, true),
                envelope::Look::Envelope(_) | envelope::Look::Table { .. }
            ) {
                return false;
            }
            objects += 1;
        } else {
            others += 1;
        }
    }
    objects > others
}

/// The delimiter with which the first rows have the same number of cells, at least two.
fn csv(head: &[u8], whole: bool) -> Option<Format> {
    [b',', b';', b'\t', b'|']
        .into_iter()
        .filter_map(|delimiter| {
            let mut rows = ::csv::ReaderBuilder::new()
                .delimiter(delimiter)
                .has_headers(false)
                .flexible(true)
                .from_reader(head);
            let mut lengths: Vec<usize> = Vec::new();
            let mut row = ::csv::ByteRecord::new();
            let mut header = None;
            while lengths.len() < 100 && rows.read_byte_record(&mut row).ok()? {
                header.get_or_insert_with(|| row.clone());
                lengths.push(row.len());
            }
            if !whole && lengths.len() < 100 {
                // The last row may be cut.
                lengths.pop();
            }
            let columns = *lengths.first()?;
            let even = lengths.iter().filter(|n| **n == columns).count();
            let enough = columns >= 2
                && even * 4 >= lengths.len() * 3
                && is_header(&header?, lengths.len() > 1);
            enough.then_some((columns, delimiter))
        })
        .max_by_key(|(columns, delimiter)| (*columns, *delimiter == b','))
        .map(|(_, delimiter)| Format::Csv { delimiter })
}

/// Whether the cells can be names: short, on one line, and no sentences. Without a row below them
/// they have to look like those of a program.
fn is_header(cells: &::csv::ByteRecord, has_rows: bool) -> bool {
    cells.iter().all(|cell| {
        let cell = cell.trim_ascii();
        let name = match cell.iter().position(|b| *b == b'[') {
            Some(at) if cell.last() == Some(&b']') => cell[..at].trim_ascii(),
            _ => cell,
        };
        let plain = |b: &u8| b.is_ascii_alphanumeric() || b"_$@.-:/".contains(b);
        let is_text = name.len() < 100 && !name.iter().any(u8::is_ascii_control);
        is_text
            && !matches!(name.last(), Some(b'.' | b'!' | b'?'))
            && (has_rows || !name.is_empty() && name.iter().all(plain))
    })
}

fn describe(head: &[u8]) -> String {
    let text = String::from_utf8_lossy(head);
    let line = text.trim_start().lines().next().unwrap_or_default();
    let begin: String = line
        .chars()
        .take(40)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    format!("text that is neither JSON nor CSV and begins with `{begin}`")
}

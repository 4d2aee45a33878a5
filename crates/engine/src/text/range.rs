//! The part of a text that `indexof` and its kin search: start, length and which occurrence.

use datafusion::error::Result;

use super::columns::Longs;
use crate::functions::def::Columns;

/// The optional arguments from the third on.
pub struct Ranges<'a> {
    starts: Longs<'a>,
    lengths: Longs<'a>,
    occurrences: Longs<'a>,
}

impl<'a> Ranges<'a> {
    pub fn of(columns: &Columns<'a>) -> Result<Self> {
        Ok(Self {
            starts: Longs::of(columns, 2)?,
            lengths: Longs::of(columns, 3)?,
            occurrences: Longs::of(columns, 4)?,
        })
    }

    /// The character at which the wanted occurrence begins: -1 when there is none, null when an
    /// argument makes no sense. `places` gives the bytes at which occurrences begin.
    pub fn search<'t, P: Iterator<Item = usize>>(
        &self,
        row: usize,
        text: &'t str,
        from_end: bool,
        places: impl FnOnce(&'t str) -> P,
    ) -> Option<i64> {
        let mut start = self.starts.at(row).unwrap_or(0);
        let length = self.lengths.at(row).unwrap_or(-1);
        let occurrence = self.occurrences.at(row).unwrap_or(1);
        if start < 0 && from_end {
            start += text.chars().count() as i64;
        }
        let start = usize::try_from(start).ok()?;
        let occurrence = usize::try_from(occurrence).ok()?;
        if length < -1 {
            return None;
        }
        let byte =
            |number: usize, text: &str| text.char_indices().nth(number).map_or(text.len(), |c| c.0);
        let rest = text.get(byte(start, text)..).unwrap_or_default();
        let range = match usize::try_from(length) {
            Ok(length) => rest.get(..byte(length, rest)).unwrap_or_default(),
            Err(_) => rest,
        };
        let found = places(range).nth(occurrence.checked_sub(1)?);
        Some(found.map_or(-1, |at| {
            let before = range.get(..at).unwrap_or_default();
            (start + before.chars().count()) as i64
        }))
    }
}

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
    /// argument makes no sense. `find` gives the first byte of the first occurrence in a text, and
    /// the byte from which the next one may begin.
    pub fn search(
        &self,
        row: usize,
        text: &str,
        from_end: bool,
        find: impl Fn(&str) -> Option<(usize, usize)>,
    ) -> Option<i64> {
        let mut start = self.starts.at(row).unwrap_or(0);
        let length = self.lengths.at(row).unwrap_or(-1);
        let occurrence = self.occurrences.at(row).unwrap_or(1);
        if start < 0 && from_end {
            start += text.chars().count() as i64;
        }
        let start = usize::try_from(start).ok()?;
        let occurrence = usize::try_from(occurrence).ok().filter(|o| *o > 0)?;
        if length < -1 {
            return None;
        }
        let byte =
            |number: usize, text: &str| text.char_indices().nth(number).map_or(text.len(), |c| c.0);
        let mut from = byte(start, text);
        // The length limits where an occurrence may begin, not where it ends, as it does in Kusto.
        let end = match usize::try_from(length) {
            Ok(length) => byte(start.saturating_add(length), text),
            Err(_) => usize::MAX,
        };
        let mut found = None;
        for _ in 0..occurrence {
            let Some((begin, next)) = find(text.get(from..)?).filter(|f| from + f.0 < end) else {
                return Some(-1);
            };
            found = Some(from + begin);
            from += next;
        }
        let before = text.get(..found?)?;
        Some(before.chars().count() as i64)
    }
}

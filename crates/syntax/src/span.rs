//! Places in a source text.

/// A range of bytes in the text that was parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// From offsets in bytes; texts above 4 GiB are refused before parsing.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// As a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Line and column, both from 1, the column in characters, of a byte offset.
pub fn line_column(text: &str, offset: u32) -> (usize, usize) {
    let upto = text.get(..offset as usize).unwrap_or(text);
    let line = upto.bytes().filter(|b| *b == b'\n').count() + 1;
    let start = upto.rfind('\n').map_or(0, |at| at + 1);
    (line, upto.get(start..).unwrap_or("").chars().count() + 1)
}

//! The queries of the corpus whose columns are, for a good reason, not those of the official
//! language service.
//!
//! `columns-differ.tsv` lists them: the query's id, and the kind of reason. A query that agrees all
//! the same is told, so that the list does not outlive its reasons.

use std::fmt;

use crate::listed::Listed;

const LIST: &str = include_str!("../columns-differ.tsv");

/// The kinds of reasons, and what each says.
const KINDS: [(&str, &str); 6] = [
    (
        "unknown",
        "a part of a union, or a column, is only known where the query runs; the language service \
         says `unknown`, also in names",
    ),
    (
        "forgotten",
        "the first two tables agree on a column's type; the language service forgets the types of \
         the others, the engine has a column for each",
    ),
    (
        "parsed-again",
        "`parse` gives a column that is there; the language service lists it twice",
    ),
    (
        "date-part",
        "recorded answers of the engine have parts of dates as long, the language service as int",
    ),
    (
        "int-default",
        "`column_ifexists` has an int for a column of type long, whose values would be cut",
    ),
    (
        "match-id",
        "recorded answers of `scan` have no `match_id` that is not asked for",
    ),
];

/// The list, and what was counted of it.
#[derive(Debug)]
pub struct ColumnsDiffer(Listed);

impl ColumnsDiffer {
    /// The shipped list; the error names the first line that is none.
    pub fn read() -> Result<Self, String> {
        Listed::read(("columns-differ.tsv", LIST), &KINDS, 2).map(Self)
    }

    /// Counts a query, of which is known whether its columns differ.
    pub fn count(&mut self, id: &str, differs: bool) {
        if differs {
            self.0.count(id);
        } else if self.0.holds(id) {
            self.0.note_agreeing(id);
        }
    }

    /// How many queries differ for a reason that is listed.
    pub fn explained(&self) -> usize {
        self.0.total()
    }
}

impl fmt::Display for ColumnsDiffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::ColumnsDiffer;

    #[test]
    fn the_list_can_be_read() {
        assert!(ColumnsDiffer::read().is_ok());
    }
}

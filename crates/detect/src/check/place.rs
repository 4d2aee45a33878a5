//! Where in a rule's file a place of its query is.

use vigie_syntax::{Diagnostic, Span};

/// The lines of a query within the file that holds it.
#[derive(Debug)]
pub(super) struct Places {
    /// For each line of the query, in order: where it begins in the query and in the file.
    lines: Vec<(usize, usize)>,
}

impl Places {
    /// Finds the lines of the query from a line of the file on, that one counted from 1; `None` where
    /// the file writes the query in another way, as in a quoted or folded text.
    pub(super) fn of(query: &str, file: &str, line: usize) -> Option<Self> {
        let mut at = 0;
        let mut theirs = file.split_inclusive('\n').map(|text| {
            let begins = at;
            at += text.len();
            (begins, text.trim_end_matches(['\n', '\r']))
        });
        let mut theirs = theirs.by_ref().skip(line.checked_sub(1)?);
        let mut lines = Vec::new();
        let mut ours = 0;
        for text in query.split_inclusive('\n') {
            let bare = text.trim_end_matches(['\n', '\r']);
            let found = theirs.next();
            if let Some((begins, whole)) = found.filter(|(_, whole)| whole.ends_with(bare)) {
                lines.push((ours, begins + whole.len() - bare.len()));
            } else if !bare.trim().is_empty() || lines.is_empty() {
                return None;
            } else if let Some((begins, whole)) = found {
                // Blanks of an empty line may be fewer than the block's indentation.
                lines.push((ours, begins + whole.len()));
            }
            ours += text.len();
        }
        (!lines.is_empty()).then_some(Self { lines })
    }

    /// Puts the places of the file in the stead of those of the query.
    pub(super) fn translate(&self, diagnostic: &mut Diagnostic) {
        diagnostic.span = self.span(diagnostic.span);
        for label in &mut diagnostic.labels {
            label.span = self.span(label.span);
        }
        for help in &mut diagnostic.help {
            if let Some((span, _)) = &mut help.replacement {
                *span = self.span(*span);
            }
        }
    }

    fn span(&self, span: Span) -> Span {
        let start = self.offset(span.start as usize);
        let end = self.offset(span.end as usize).max(start);
        Span::new(start, end)
    }

    fn offset(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(ours, _)| *ours <= at);
        let (ours, theirs) = self.lines[line.saturating_sub(1)];
        theirs + at.saturating_sub(ours)
    }
}

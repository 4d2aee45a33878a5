//! Where the nodes of a YAML text stand in it, in bytes.

use vigie_syntax::Span;
use vigie_syntax::yaml::{Node, Yaml};

/// The places of one text, or one place for everything that comes of another text.
#[derive(Debug)]
pub(crate) enum Places<'a> {
    Text {
        text: &'a str,
        /// Where each line begins.
        lines: Vec<usize>,
    },
    Fixed(Span),
}

impl<'a> Places<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let behind = text.match_indices('\n').map(|(at, _)| at + 1);
        Self::Text {
            text,
            lines: std::iter::once(0).chain(behind).collect(),
        }
    }

    /// The place of a value.
    pub(crate) fn value(&self, node: &Node) -> Span {
        let length = match &node.value {
            Yaml::Scalar { text, plain: true } => text.len(),
            _ => 0,
        };
        self.span(node.line, node.column, length)
    }

    /// The place of the key of a value; of the value itself where it has none.
    pub(crate) fn key(&self, key: &str, node: &Node) -> Span {
        match node.key {
            Some((line, column)) => self.span(line, column, key.len()),
            None => self.value(node),
        }
    }

    /// From a line and a column, both from 1: so many bytes where the text has them in that line,
    /// or else to the end of the line.
    fn span(&self, line: usize, column: usize, length: usize) -> Span {
        let (text, lines) = match self {
            Self::Fixed(span) => return *span,
            Self::Text { text, lines } => (text, lines),
        };
        let begin = lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let rest = text.get(begin..).unwrap_or("");
        let rest = rest.lines().next().unwrap_or("");
        let skipped: usize = rest
            .chars()
            .take(column.saturating_sub(1))
            .map(char::len_utf8)
            .sum();
        let cell = rest.get(skipped..).unwrap_or("");
        let quote = cell.chars().next().filter(|c| matches!(c, '"' | '\''));
        let quoted = quote.and_then(|quote| Some(cell.get(1..)?.find(quote)? + 2));
        let size = quoted.unwrap_or_else(|| {
            let own = if length == 0 { cell.len() } else { length };
            own.min(cell.trim_end().len())
        });
        let start = begin + skipped;
        Span::new(start, start + size.max(usize::from(!cell.is_empty())))
    }
}

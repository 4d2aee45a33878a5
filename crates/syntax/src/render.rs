//! Diagnostics as people read them: the sentence, the place in the text, the way out.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::{Diagnostic, Severity, Span};

/// Columns that the output fits in: of longer lines only the part around the place is shown.
const WIDTH: usize = 80;

/// Whether to write colours for a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Plain,
    Colors,
}

/// Diagnostics with the lines that they are about, one after another.
///
/// `path` names the text: a file, or `query`. The result ends in a line end unless it is empty.
pub fn full(diagnostics: &[Diagnostic], text: &str, path: &str, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colors => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(WIDTH);
    let path = visible(path);
    let text = &harmless(text);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let rendered = renderer.render(&[group(diagnostic, text, &path)]);
        if !out.is_empty() {
            out.push('\n');
        }
        for line in rendered.lines() {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

/// Diagnostics as one line each: `path:line:column: error[code]: message`.
pub fn concise(diagnostics: &[Diagnostic], text: &str, path: &str) -> String {
    let mut out = String::new();
    for d in diagnostics {
        let (line, column) = d.position(text);
        let severity = name(d.severity);
        let message = visible(&d.message);
        let _ = writeln!(
            out,
            "{path}:{line}:{column}: {severity}[{}]: {message}",
            d.code
        );
    }
    out
}

/// `error`, `warning` or `info`.
pub fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn group<'a>(diagnostic: &'a Diagnostic, text: &'a str, path: &'a str) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level
        .primary_title(visible(&diagnostic.message))
        .id(diagnostic.code);
    let places = diagnostic.labels.iter().map(|label| {
        let span = AnnotationKind::Context.span(within(text, label.span));
        span.label(visible(&label.text))
    });
    let snippet = Snippet::source(text)
        .path(path)
        .annotation(AnnotationKind::Primary.span(within(text, diagnostic.span)))
        .annotations(places);
    let notes = diagnostic
        .notes
        .iter()
        .map(|note| Level::NOTE.message(visible(note)));
    let help = diagnostic
        .help
        .iter()
        .map(|help| Level::HELP.message(visible(&help.text)));
    title.element(snippet).elements(notes).elements(help)
}

/// The span as a range of whole characters of the text, whatever a diagnostic says; of several lines
/// only the first, for a whole subquery would fill the screen.
fn within(text: &str, span: Span) -> Range<usize> {
    let boundary = |at: u32| text.floor_char_boundary(at as usize);
    let start = boundary(span.start);
    let end = boundary(span.end).max(start);
    let line = text[start..end].find(['\n', '\r']);
    start..line.map_or(end, |length| start + length)
}

/// The source with signs for what the renderer would pass on to the terminal: the second set of control
/// characters and those that turn the direction of writing. Each sign is as long as what it stands for,
/// so that spans stay true.
fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{80}'..='\u{9f}' => '¤',
            _ if turns_writing(c) => char::REPLACEMENT_CHARACTER,
            _ => c,
        })
        .collect()
}

/// Characters, all of three bytes, after which text runs the other way.
fn turns_writing(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Messages quote queries and names from logs: what would move a terminal's cursor, or turn the
/// direction of writing, is escaped.
fn visible(message: &str) -> String {
    let mut text = String::with_capacity(message.len());
    for c in message.chars() {
        if c.is_control() || turns_writing(c) {
            text.extend(c.escape_default());
        } else {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUERY: &str = "T\n| where x == 1\n| where y";

    #[test]
    fn shows_the_line_the_note_and_the_help() {
        let d = Diagnostic::error("unknown-column", Span::new(10, 11), "no column `x`")
            .label(Span::new(0, 1), "this table")
            .note("the table has 2 columns")
            .help("`X` has a similar name");
        assert_eq!(
            full(&[d], QUERY, "query", Style::Plain),
            "\
error[unknown-column]: no column `x`
 --> query:2:9
  |
1 | T
  | - this table
2 | | where x == 1
  |         ^
  |
  = note: the table has 2 columns
  = help: `X` has a similar name
"
        );
    }

    #[test]
    fn says_it_in_one_line() {
        let d = Diagnostic::warning("late", Span::new(25, 26), "the \u{1b}[31m sentence");
        assert_eq!(
            concise(&[d], QUERY, "rule.yaml"),
            "rule.yaml:3:9: warning[late]: the \\u{1b}[31m sentence\n"
        );
    }

    #[test]
    fn survives_any_span_of_any_text() {
        for text in ["", "é\u{1b}[2Jü\r\n\tx", "\u{feff}a\u{202e}b"] {
            for start in 0..12 {
                for end in [0, start, start + 1, 99] {
                    let span = Span { start, end };
                    let d = Diagnostic::error("x", span, "m").label(span, "l");
                    let shown = full(&[d], text, "query", Style::Plain);
                    assert!(!shown.contains('\u{1b}'), "{shown:?}");
                }
            }
        }
    }

    #[test]
    fn shows_control_characters_as_signs() {
        let text = "T | where '\u{1b}[31m\u{7}\u{202e}' == \u{9b}x";
        let d = Diagnostic::error("code", Span::new(4, 9), "no \u{1b}[31m \u{202e}");
        let shown = full(&[d], text, "a\u{1b}b", Style::Plain);
        let control = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!shown.chars().any(control), "{shown:?}");
    }

    #[test]
    fn cuts_long_lines_and_long_spans() {
        let (before, after) = ("a and ".repeat(5_000), "b or ".repeat(5_000));
        let text = format!("T | where {before} foo bar {after}\n| count");
        let at = text.find("foo").unwrap();
        for (start, end) in [(at, at + 3), (at, text.len()), (text.len(), text.len() + 9)] {
            let d = Diagnostic::error("code", Span::new(start, end), "message");
            let shown = full(&[d], &text, "query", Style::Plain);
            let widest = shown.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(100), "{shown}");
        }
    }
}

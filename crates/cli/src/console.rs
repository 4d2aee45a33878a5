//! Where results and messages go: results to stdout, messages to stderr, colours and progress only
//! to a terminal.

use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};

use vigie_syntax::escape;
use vigie_syntax::render::Style;

use crate::failure::Failure;

/// Columns of an output that is no terminal.
const USUAL_WIDTH: usize = 80;

/// The two streams of a run.
pub(crate) struct Console<'a> {
    out: BufWriter<Box<dyn Write + Send + 'a>>,
    err: Box<dyn Write + Send + 'a>,
    /// Columns that a line of results may take.
    pub(crate) width: usize,
    pub(crate) out_is_terminal: bool,
    /// How results look.
    pub(crate) out_style: Style,
    /// Whether somebody sees messages at once, so that progress may be shown.
    pub(crate) err_is_terminal: bool,
    /// How messages look.
    pub(crate) err_style: Style,
}

/// How a command that could do its work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    /// Exit code 0.
    Fine,
    /// Exit code 1: there is what the command was asked to fail on.
    Found,
    /// Exit code 2, with the results written: a part of the work could not be done.
    InPart,
}

impl<'a> Console<'a> {
    /// The streams of the process.
    #[expect(clippy::disallowed_methods, reason = "the edge reads the environment")]
    pub(crate) fn of_process() -> Self {
        let plain = std::env::var("NO_COLOR").is_ok_and(|v| !v.is_empty())
            || std::env::var("TERM").is_ok_and(|v| v == "dumb");
        let style = |terminal: bool| {
            if terminal && !plain {
                Style::Colors
            } else {
                Style::Plain
            }
        };
        let (out, err) = (io::stdout(), io::stderr());
        let (out_is_terminal, err_is_terminal) = (out.is_terminal(), err.is_terminal());
        let width = if out_is_terminal {
            terminal_size::terminal_size().map_or(USUAL_WIDTH, |(w, _)| usize::from(w.0))
        } else {
            USUAL_WIDTH
        };
        Self {
            width: width.max(20),
            out_is_terminal,
            out_style: style(out_is_terminal),
            err_is_terminal,
            err_style: style(err_is_terminal),
            ..Self::of_streams(out, err)
        }
    }

    /// Streams that nobody looks at while they are written.
    pub(crate) fn of_streams(out: impl Write + Send + 'a, err: impl Write + Send + 'a) -> Self {
        Self {
            out: BufWriter::with_capacity(1 << 16, Box::new(out)),
            err: Box::new(err),
            width: USUAL_WIDTH,
            out_is_terminal: false,
            out_style: Style::Plain,
            err_is_terminal: false,
            err_style: Style::Plain,
        }
    }

    /// Where results are written.
    pub(crate) fn out(&mut self) -> &mut (impl Write + Send) {
        &mut self.out
    }

    /// Writes a message that is no result. It is escaped by whoever made it.
    pub(crate) fn say(&mut self, message: &str) {
        // Results that came before stand before it on a terminal.
        drop(self.out.flush());
        drop(self.err.write_all(message.as_bytes()));
        if !message.ends_with('\n') {
            drop(self.err.write_all(b"\n"));
        }
        drop(self.err.flush());
    }

    /// Writes what is left, tells what went wrong, and gives the exit code.
    pub(crate) fn close(mut self, outcome: Result<Done, Failure>) -> u8 {
        let outcome = outcome.and_then(|done| Ok(self.out.flush().map(|()| done)?));
        match outcome {
            Ok(Done::Fine) => 0,
            Ok(Done::Found) => 1,
            Ok(Done::InPart) => 2,
            Err(Failure::Output(e)) if e.kind() == ErrorKind::BrokenPipe => {
                // Nothing more can be written: `BufWriter` must not try when it is dropped.
                drop(self.out.into_parts());
                0
            }
            Err(failure) => {
                let message = match failure {
                    Failure::Message(message) => format!("error: {}", escape::line(&message)),
                    Failure::Report(report) => report,
                    Failure::Output(e) => format!("error: the results cannot be written: {e}"),
                };
                self.say(&message);
                2
            }
        }
    }
}

//! Reads searches. What a character means depends on the command, so there is no lexer between:
//! each grammar reads characters through the [`Cursor`].

mod cursor;
mod expressions;
mod stats;
mod terms;
mod words;

use super::ast::*;
use crate::{Diagnostic, Span};
use cursor::Cursor;

/// How deep subsearches and parentheses may nest.
const MAX_DEPTH: usize = 64;

/// Commands that may stand first in brackets without a pipe before them.
const IN_BRACKETS: &[&str] = &[
    "bin",
    "bucket",
    "chart",
    "convert",
    "dedup",
    "eval",
    "eventstats",
    "fields",
    "fillnull",
    "foreach",
    "head",
    "rename",
    "rex",
    "sort",
    "stats",
    "streamstats",
    "table",
    "timechart",
    "top",
    "where",
];

/// A part could not be read; the reason stands among the diagnostics.
#[derive(Debug, Clone, Copy)]
struct Failed;

type Read<T> = Result<T, Failed>;

/// Reads a search. The tree holds what could be read.
pub fn parse(text: &str) -> (Search, Vec<Diagnostic>) {
    let mut cursor = Cursor::new(text);
    let search = cursor.search(true);
    let end = text.len();
    let search = search.unwrap_or(Search {
        leading_pipe: false,
        commands: Vec::new(),
        span: Span::new(0, end),
    });
    (search, cursor.diagnostics)
}

/// Reads an expression of `eval` alone.
///
/// # Errors
/// What is wrong with it.
pub fn parse_expr(text: &str) -> Result<Expr, Vec<Diagnostic>> {
    alone(text, |cursor| {
        let expr = cursor.expr()?;
        cursor.space();
        Ok(expr)
    })
}

/// Reads a predicate of `search` alone.
///
/// # Errors
/// What is wrong with it.
pub fn parse_term(text: &str) -> Result<Term, Vec<Diagnostic>> {
    alone(text, |cursor| {
        let term = cursor.terms(&[])?;
        let at = cursor.here();
        term.ok_or_else(|| cursor.error(at, "a search term is missing"))
    })
}

fn alone<T>(
    text: &str,
    read: impl FnOnce(&mut Cursor<'_>) -> Read<T>,
) -> Result<T, Vec<Diagnostic>> {
    let mut cursor = Cursor::new(text);
    let result = read(&mut cursor);
    cursor.space();
    if result.is_ok() && !cursor.at_end() {
        let at = cursor.here();
        cursor.error(at, "the text goes on where it should end");
    }
    match result {
        Ok(value) if cursor.diagnostics.is_empty() => Ok(value),
        _ => Err(cursor.diagnostics),
    }
}

impl Cursor<'_> {
    /// Commands up to the end of the text, or up to `]` inside of a subsearch.
    fn search(&mut self, outermost: bool) -> Read<Search> {
        self.space();
        let start = self.at;
        let leading_pipe = self.take('|');
        let mut commands = Vec::new();
        loop {
            self.space();
            if self.at_end() || self.peek() == Some(']') {
                if !outermost || self.at_end() {
                    break;
                }
                let at = self.here();
                self.error(at, "`]` closes no subsearch");
                self.bump();
                continue;
            }
            if self.take('|') {
                continue;
            }
            let first = commands.is_empty() && !leading_pipe;
            match self.command(first, outermost) {
                Ok(command) => commands.push(command),
                Err(Failed) => self.skip_command(),
            }
            self.space();
            if !self.at_end() && !matches!(self.peek(), Some('|' | ']')) {
                let at = self.here();
                self.error(
                    at,
                    "the command goes on where a pipe or its end should stand",
                );
                self.skip_command();
            }
        }
        Ok(Search {
            leading_pipe,
            commands,
            span: self.from(start),
        })
    }

    fn command(&mut self, first: bool, outermost: bool) -> Read<Command> {
        let start = self.at;
        if self.peek() == Some('`') && !first {
            let call = self.macro_call()?;
            self.space();
            // A macro may also begin a list of terms; the rest belongs to it.
            return Ok(Command {
                name: Name {
                    text: call.name.clone(),
                    span: call.span,
                },
                spelled: true,
                body: Body::Macro(call),
                span: self.from(start),
            });
        }
        let name = self.command_name(first, outermost);
        let Some(name) = name else {
            if !first {
                let at = self.here();
                return Err(self.error(at, "a command is missing"));
            }
            let term = self.terms(&[])?;
            return Ok(Command {
                name: Name {
                    text: "search".to_owned(),
                    span: Span::new(start, start),
                },
                spelled: false,
                body: Body::Search(term),
                span: self.from(start),
            });
        };
        let body = match name.text.as_str() {
            "search" => Body::Search(self.terms(&[])?),
            "eval" => Body::Eval(self.assignments()?),
            "where" => Body::Where(self.expr()?),
            "stats" | "eventstats" | "streamstats" | "chart" | "timechart" | "tstats"
            | "mstats" | "sistats" => Body::Stats(Box::new(self.stats()?)),
            other => {
                let filter = matches!(other, "inputlookup" | "from");
                Body::Words(self.words(filter, &[])?)
            }
        };
        Ok(Command {
            name,
            spelled: true,
            body,
            span: self.from(start),
        })
    }

    /// The name of a command. A search may begin with terms instead: then only `search` counts,
    /// and in the brackets of `foreach` and `appendpipe` what cannot make events.
    fn command_name(&mut self, first: bool, outermost: bool) -> Option<Name> {
        let start = self.at;
        let word = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        let lower = word.to_ascii_lowercase();
        let ends = !matches!(
            self.peek(),
            Some('=' | '!' | '<' | '>' | '*' | '.' | ':' | '{')
        );
        let begins = lower == "search" || !outermost && IN_BRACKETS.contains(&lower.as_str());
        if word.is_empty() || first && (!begins || !ends) {
            self.at = start;
            return None;
        }
        // Names of commands are lower case; `STATS` works as well.
        Some(Name {
            text: lower,
            span: self.from(start),
        })
    }

    /// `[ … ]`
    fn subsearch(&mut self) -> Read<Search> {
        let start = self.at;
        self.deeper(|cursor| {
            cursor.take('[');
            let search = cursor.search(false)?;
            if !cursor.take(']') {
                let at = cursor.from(start);
                return Err(cursor.error(at, "the subsearch is not closed with `]`"));
            }
            Ok(search)
        })
    }

    /// `` `name` `` or `` `name(a, "b")` ``
    fn macro_call(&mut self) -> Read<Macro> {
        let start = self.at;
        self.take('`');
        let end = self.rest().find('`');
        let Some(end) = end else {
            let at = self.here();
            return Err(self.error(at, "the macro is not closed with `` ` ``"));
        };
        let inside = self.rest().get(..end).unwrap_or_default().to_owned();
        self.at += end + 1;
        let span = self.from(start);
        Ok(super::macros::call(&inside, span))
    }
}

//! Tree to text: what is printed parses back to the tree that it was printed from.
//!
//! One operator a line; a subquery in parentheses has a block of its own unless it is short. Comments
//! are not in the tree, and so are not printed.

mod expressions;
mod literals;
mod operators;
mod statements;

use super::ast::{Expr, Query};

/// A subquery as long as this stays on its line.
const SHORT: usize = 60;

/// A line should not become longer.
const WIDTH: usize = 100;

/// A list as long as this is not broken, wherever its line ends.
const TAIL: usize = 30;

const INDENT: usize = 4;

/// The query as readable text, which ends in a line break. Precondition: the tree holds no
/// [`super::ast::ExprKind::Error`]; where it does, that place is printed as nothing.
pub fn print(query: &Query) -> String {
    let mut printer = Printer::new(false);
    printer.query(query);
    printer.out.push('\n');
    printer.out
}

/// Whether a name needs no brackets wherever a column is named or read.
pub fn is_plain_name(name: &str) -> bool {
    literals::is_plain(name)
}

/// An expression on one line.
pub fn print_expr(expr: &Expr) -> String {
    let mut printer = Printer::new(true);
    printer.expr(expr);
    printer.out
}

struct Printer {
    out: String,
    /// Columns by which lines are indented.
    indent: usize,
    /// Everything on one line.
    flat: bool,
    /// Beyond so many bytes nobody reads on: this is a try whether something fits a line.
    most: usize,
}

impl Printer {
    fn new(flat: bool) -> Self {
        Self {
            out: String::new(),
            indent: 0,
            flat,
            most: usize::MAX,
        }
    }

    fn overflows(&self) -> bool {
        self.out.len() > self.most
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// A line break, or a space where all is on one line.
    fn line(&mut self) {
        if self.flat {
            self.push(" ");
        } else {
            self.out.truncate(self.out.trim_end_matches(' ').len());
            self.push("\n");
            self.push(&" ".repeat(self.indent));
        }
    }

    /// How many characters the current line has.
    fn column(&self) -> usize {
        let start = self.out.rfind('\n').map_or(0, |at| at + 1);
        self.out[start..].chars().count()
    }

    /// What `content` prints, if that is one line of at most `most` characters.
    fn fitting(most: usize, content: impl Fn(&mut Self)) -> Option<String> {
        let mut printer = Self::new(true);
        printer.most = most * char::MAX_LEN_UTF8;
        content(&mut printer);
        let fits = !printer.overflows()
            && printer.out.chars().count() <= most
            && !printer.out.contains('\n');
        fits.then_some(printer.out)
    }

    /// A subquery between brackets: on this line when short, else as a block.
    fn block(&mut self, open: &str, close: &str, content: impl Fn(&mut Self)) {
        self.bracketed(open, close, SHORT, content);
    }

    /// `content` between brackets: on this line when it has at most `most` characters, else as a block.
    fn bracketed(&mut self, open: &str, close: &str, most: usize, content: impl Fn(&mut Self)) {
        self.push(open);
        if self.flat {
            content(self);
        } else if let Some(flat) = Self::fitting(most, &content) {
            self.push(&flat);
        } else {
            self.indent += INDENT;
            self.line();
            content(self);
            self.indent -= INDENT;
            self.line();
        }
        self.push(close);
    }

    /// `items` separated by commas: on this line when they fit, else one a line.
    fn list<T>(&mut self, items: &[T], item: impl Fn(&mut Self, &T)) {
        if self.flat || items.len() < 2 {
            self.separated(items, ", ", item);
            return;
        }
        let room = WIDTH.saturating_sub(self.column()).max(TAIL);
        if let Some(flat) = Self::fitting(room, |printer| printer.separated(items, ", ", &item)) {
            self.push(&flat);
            return;
        }
        self.indent += INDENT;
        for (index, element) in items.iter().enumerate() {
            self.line();
            item(self, element);
            if index + 1 < items.len() {
                self.push(",");
            }
        }
        self.indent -= INDENT;
    }

    fn separated<T>(&mut self, items: &[T], separator: &str, item: impl Fn(&mut Self, &T)) {
        for (index, element) in items.iter().enumerate() {
            if self.overflows() {
                return;
            }
            if index > 0 {
                self.push(separator);
            }
            item(self, element);
        }
    }
}

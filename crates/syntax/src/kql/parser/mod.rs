//! Tokens to tree, by recursive descent, one function a rule of the grammar.
//!
//! The language is the one that Kusto's own parser takes, with few liberties: `materialize(…)` may stand
//! wherever a table may, and empty statements are passed over. After an error the parser goes on at the next
//! `|`, `;` or closing bracket, so that one run tells of several errors.
//!
//! Inputs are hostile: nesting and the height of the tree are bounded, and long chains of `and` and `or`
//! become balanced trees, so that whoever walks a tree by recursion is safe.

mod declarations;
mod expressions;
mod literals;
mod operators;
mod parameters;
mod statements;

pub use operators::NAMES as OPERATORS;

use crate::{Diagnostic, Span};

use super::ast::{Expr, ExprKind, Name, NamedExpr, Query};
use super::lexer::{Token, TokenKind, tokenize};
use super::words;

/// Kusto's own bound on the length of a query.
const MAX_BYTES: usize = 2_000_000;

/// How deep parentheses, arguments and subqueries may nest.
const MAX_NESTING: usize = 128;

/// How high the tree may become, which also bounds chains such as `a + b + c` and `a.b.c`.
const MAX_HEIGHT: usize = 500;

/// After so many errors the rest is not worth telling.
const MAX_ERRORS: usize = 50;

/// Reads a query. Where there is no error among the diagnostics, the tree holds no
/// [`ExprKind::Error`].
pub fn parse(text: &str) -> (Query, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    if text.len() > MAX_BYTES {
        diagnostics.push(Diagnostic::error(
            "query-too-long",
            Span::new(0, 0),
            format!("the query has {} bytes, more than {MAX_BYTES}", text.len()),
        ));
        return (
            Query {
                statements: Vec::new(),
            },
            diagnostics,
        );
    }
    let tokens = tokenize(text, &mut diagnostics);
    let mut parser = Parser {
        text,
        tokens,
        at: 0,
        depth: 0,
        height: 0,
        last_error: None,
        stopped: false,
        diagnostics,
    };
    let statements = parser.query();
    parser.report_bad_tokens();
    let mut diagnostics = parser.diagnostics;
    // The lexer ran first; the reader wants the order of the text.
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    (Query { statements }, diagnostics)
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    /// Of nesting, at this moment.
    depth: usize,
    /// Of the highest tree that was built in the current scope; see [`Parser::nested`].
    height: usize,
    /// The token at which the last error was found: a second one there is noise.
    last_error: Option<usize>,
    /// A bound was hit: the rest of the text is passed over in silence.
    stopped: bool,
    diagnostics: Vec<Diagnostic>,
}

/// Which keywords may stand for a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NameClass {
    /// Where a name is read or a variable is named.
    Plain,
    /// Where a column gets its name: more keywords are taken.
    Declared,
    /// Where an expression reads a column.
    Reference,
}

// Looking at tokens, and moving past them.
impl<'a> Parser<'a> {
    fn peek(&self) -> Token {
        self.peek_at(0)
    }

    /// The token `offset` after the current one; the last token is `End`, and stays.
    fn peek_at(&self, offset: usize) -> Token {
        let last = self.tokens.len() - 1;
        self.tokens[(self.at + offset).min(last)]
    }

    fn text_of(&self, token: Token) -> &'a str {
        &self.text[token.span.range()]
    }

    fn next(&mut self) -> Token {
        let token = self.peek();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn at_end(&self) -> bool {
        self.peek().kind == TokenKind::End
    }

    fn at_sign(&self, sign: &str) -> bool {
        self.sign_at(0, sign)
    }

    fn sign_at(&self, offset: usize, sign: &str) -> bool {
        let token = self.peek_at(offset);
        token.kind == TokenKind::Punctuation && self.text_of(token) == sign
    }

    fn at_keyword(&self, keyword: &str) -> bool {
        self.keyword_at(0, keyword)
    }

    fn keyword_at(&self, offset: usize, keyword: &str) -> bool {
        self.keyword(offset) == keyword
    }

    /// The keyword at `offset`, or nothing.
    fn keyword(&self, offset: usize) -> &'a str {
        let token = self.peek_at(offset);
        if token.kind == TokenKind::Keyword {
            self.text_of(token)
        } else {
            ""
        }
    }

    /// The name or keyword at `offset`, or nothing.
    fn word(&self, offset: usize) -> &'a str {
        let token = self.peek_at(offset);
        match token.kind {
            TokenKind::Keyword | TokenKind::Identifier => self.text_of(token),
            _ => "",
        }
    }

    /// Whether the tokens from `offset` on are these signs with nothing between them, as in `-->`.
    fn adjacent_signs(&self, offset: usize, signs: &[&str]) -> bool {
        signs.iter().enumerate().all(|(index, sign)| {
            self.sign_at(offset + index, sign) && (index == 0 || self.adjacent(offset + index))
        })
    }

    /// Whether nothing stands between the token at `offset`, which is not the first, and the one before.
    fn adjacent(&self, offset: usize) -> bool {
        self.peek_at(offset - 1).span.end == self.peek_at(offset).span.start
    }

    fn eat_sign(&mut self, sign: &str) -> bool {
        let found = self.at_sign(sign);
        if found {
            self.next();
        }
        found
    }

    fn eat_keyword(&mut self, keyword: &str) -> bool {
        let found = self.at_keyword(keyword);
        if found {
            self.next();
        }
        found
    }

    fn expect_sign(&mut self, sign: &str) -> bool {
        let found = self.eat_sign(sign);
        if !found {
            self.expected(&format!("`{sign}`"));
        }
        found
    }

    fn expect_keyword(&mut self, keyword: &str) -> bool {
        let found = self.eat_keyword(keyword);
        if !found {
            self.expected(&format!("`{keyword}`"));
        }
        found
    }

    /// Where the current token begins.
    fn start(&self) -> usize {
        self.peek().span.start as usize
    }

    /// From `start` to the end of the token before the current one.
    fn span_from(&self, start: usize) -> Span {
        let end = match self.at {
            0 => start,
            at => self.tokens[at - 1].span.end as usize,
        };
        Span::new(start, end.max(start))
    }

    /// Whether an enclosing rule takes over here: nothing else of this one can follow.
    fn at_boundary(&self) -> bool {
        self.at_end()
            || ["|", ";", ")", "]", "}"]
                .iter()
                .any(|sign| self.at_sign(sign))
    }
}

// Errors, and how to go on after them.
impl Parser<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        if self.stopped || self.last_error == Some(self.at) {
            return;
        }
        self.last_error = Some(self.at);
        self.diagnostics.push(diagnostic);
        if self.diagnostics.len() >= MAX_ERRORS {
            self.stop();
        }
    }

    /// Says that something else should stand here.
    fn expected(&mut self, what: &str) {
        let token = self.peek();
        let diagnostic = match token.kind {
            TokenKind::Bad => {
                let message = format!("{} has no meaning in KQL", self.found());
                let diagnostic = Diagnostic::error("syntax-error", token.span, message);
                match self.text_of(token).chars().next() {
                    Some(c) if c.is_alphanumeric() => diagnostic.help(format!(
                        "a name with such letters is written `['{}']`",
                        self.text_of(token)
                    )),
                    _ => diagnostic,
                }
            }
            _ => Diagnostic::error(
                "syntax-error",
                token.span,
                format!("expected {what}, found {}", self.found()),
            ),
        };
        self.report(diagnostic);
    }

    /// Characters that no rule looked at, in what is kept as text.
    fn report_bad_tokens(&mut self) {
        if self.diagnostics.iter().any(Diagnostic::is_error) {
            return;
        }
        if let Some(bad) = self
            .tokens
            .iter()
            .position(|token| token.kind == TokenKind::Bad)
        {
            self.at = bad;
            self.last_error = None;
            self.expected("something else");
        }
    }

    /// The current token as it is shown in a message.
    fn found(&self) -> String {
        if self.at_end() {
            return "the end of the query".to_owned();
        }
        quote(self.text_of(self.peek()))
    }

    /// Gives up: every rule finds the end of the text and returns.
    fn stop(&mut self) {
        self.stopped = true;
        self.at = self.tokens.len() - 1;
    }

    fn stop_at_bound(&mut self, message: String) {
        let span = self.peek().span;
        self.last_error = None;
        self.report(Diagnostic::error("query-too-complex", span, message));
        self.stop();
    }

    /// Passes over what cannot be understood, to the next `|`, `;` or closing bracket of this level.
    fn skip_to_boundary(&mut self) {
        while !self.at_boundary() {
            self.skip_balanced();
        }
    }

    /// Passes over one token, or over a bracket and all that it holds.
    fn skip_balanced(&mut self) {
        let mut open = 0_usize;
        loop {
            if self.at_end() {
                return;
            }
            let token = self.next();
            if token.kind == TokenKind::Punctuation {
                match self.text_of(token) {
                    "(" | "[" | "{" => open += 1,
                    ")" | "]" | "}" => open = open.saturating_sub(1),
                    _ => {}
                }
            }
            if open == 0 {
                return;
            }
        }
    }

    /// The node that stands for what could not be read.
    fn error_expr(&self) -> Expr {
        let at = self.start();
        Expr {
            kind: ExprKind::Error,
            span: Span::new(at, at),
        }
    }
}

// Bounds.
impl Parser<'_> {
    /// Begins a rule one level deeper; [`Parser::leave`] takes what this gives. A pair of calls rather
    /// than a closure, for each frame of the recursion counts.
    fn enter(&mut self) -> usize {
        if self.depth >= MAX_NESTING && !self.stopped {
            self.stop_at_bound(format!("more than {MAX_NESTING} levels of nesting"));
        }
        self.depth += 1;
        std::mem::take(&mut self.height)
    }

    /// Ends what `enter` began: its tree is one higher than the highest part that it built, and does not
    /// add to the height of its neighbors.
    fn leave(&mut self, before: usize) {
        self.depth -= 1;
        self.grow();
        self.height = self.height.max(before);
    }

    /// Runs a rule one level deeper.
    fn nested<T>(&mut self, rule: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.enter();
        let result = rule(self);
        self.leave(before);
        result
    }

    /// Runs a rule whose tree stands beside what was built so far in this scope, not above it.
    fn apart<T>(&mut self, rule: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::take(&mut self.height);
        let result = rule(self);
        self.height = self.height.max(before);
        result
    }

    /// Notes that a node was put above the highest tree of this scope.
    fn grow(&mut self) {
        self.height += 1;
        if self.height > MAX_HEIGHT && !self.stopped {
            self.stop_at_bound(format!(
                "a chain or nesting of more than {MAX_HEIGHT} expressions"
            ));
        }
    }
}

// Names and lists.
impl Parser<'_> {
    /// How many tokens at `offset` make a name.
    fn name_length(&self, offset: usize, class: NameClass) -> Option<usize> {
        let token = self.peek_at(offset);
        match token.kind {
            TokenKind::Identifier => Some(1),
            TokenKind::Keyword => {
                let word = self.text_of(token);
                let taken = match class {
                    NameClass::Plain => words::is_name_keyword(word),
                    NameClass::Declared => words::is_declared_name_keyword(word),
                    NameClass::Reference => words::is_reference_keyword(word),
                };
                taken.then_some(1)
            }
            TokenKind::Punctuation => match self.text_of(token) {
                "[" => self.bracketed_name_length(offset),
                "{" => self.client_parameter_length(offset),
                _ => None,
            },
            _ => None,
        }
    }

    /// `['a b']`, also with adjacent strings.
    fn bracketed_name_length(&self, offset: usize) -> Option<usize> {
        let mut end = offset + 1;
        while self.peek_at(end).kind == TokenKind::String {
            end += 1;
        }
        (end > offset + 1 && self.sign_at(end, "]")).then_some(end + 1 - offset)
    }

    /// `{name}` or `{name[1]}`: a place that a client fills before it sends the query.
    fn client_parameter_length(&self, offset: usize) -> Option<usize> {
        if self.word(offset + 1).is_empty() {
            return None;
        }
        let mut end = offset + 2;
        if self.sign_at(end, "[") {
            end += 1 + usize::from(self.sign_at(end + 1, "-"));
            if self.peek_at(end).kind != TokenKind::Long || !self.sign_at(end + 1, "]") {
                return None;
            }
            end += 2;
        }
        self.sign_at(end, "}").then_some(end + 1 - offset)
    }

    /// A name, if one stands here.
    fn eat_name(&mut self, class: NameClass) -> Option<Name> {
        let length = self.name_length(0, class)?;
        let start = self.start();
        let text = match length {
            1 => {
                let token = self.next();
                self.text_of(token).to_owned()
            }
            _ if self.at_sign("[") => {
                self.next();
                let (value, _) = self.string_literals();
                self.next();
                value
            }
            _ => {
                for _ in 0..length {
                    self.next();
                }
                self.text[self.span_from(start).range()].to_owned()
            }
        };
        Some(Name {
            text,
            span: self.span_from(start),
        })
    }

    /// A name. A keyword that needs brackets here is taken, with an error.
    fn expect_name(&mut self, class: NameClass, what: &str) -> Name {
        if let Some(name) = self.eat_name(class) {
            return name;
        }
        if self.peek().kind == TokenKind::Keyword && !words::is_infix(self.word(0)) {
            return self.unbracketed_keyword();
        }
        self.expected(what);
        let at = self.start();
        Name {
            text: String::new(),
            span: Span::new(at, at),
        }
    }

    /// A keyword where only a name can be meant.
    fn unbracketed_keyword(&mut self) -> Name {
        let token = self.peek();
        self.report(needs_brackets(self.text_of(token), token.span));
        self.next();
        Name {
            text: self.text_of(token).to_owned(),
            span: token.span,
        }
    }

    /// One or more of something, separated by commas.
    fn list<T>(&mut self, mut element: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut highest = std::mem::take(&mut self.height);
        let mut elements = Vec::new();
        loop {
            elements.push(element(self));
            highest = highest.max(std::mem::take(&mut self.height));
            if !self.eat_sign(",") {
                self.height = highest;
                return elements;
            }
        }
    }

    /// A list up to `close`, which is read too; it may be empty, and where `trailing` it may end in a comma.
    fn list_until<T>(
        &mut self,
        close: &str,
        trailing: bool,
        mut element: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let mut elements = Vec::new();
        let mut highest = std::mem::take(&mut self.height);
        while !self.at_sign(close) && !self.at_end() {
            elements.push(element(self));
            highest = highest.max(std::mem::take(&mut self.height));
            if !self.eat_sign(",") {
                break;
            }
            if self.at_sign(close) && !trailing {
                self.expected("another element after `,`");
            }
        }
        self.height = highest;
        self.close_after(close, &format!("`,` or `{close}`"));
        elements
    }

    /// Reads a closing bracket; where something else stands, passes over it up to the bracket.
    fn close(&mut self, close: &str) {
        self.close_after(close, &format!("`{close}`"));
    }

    fn close_after(&mut self, close: &str, what: &str) {
        if self.eat_sign(close) {
            return;
        }
        self.expected(what);
        let from = self.at;
        while !self.at_sign(close) && !self.at_end() && !self.at_sign(";") {
            self.skip_balanced();
        }
        if !self.eat_sign(close) && !self.stopped {
            // No such bracket in this statement: better to go on where the error was.
            self.at = from;
            self.skip_to_boundary();
        }
    }

    /// `name = expr`, `(a, b) = expr` or `expr`.
    fn named_expr(&mut self) -> NamedExpr {
        if let Some(length) = self.name_length(0, NameClass::Declared)
            && self.sign_at(length, "=")
        {
            let name = self.expect_name(NameClass::Declared, "a name");
            self.next();
            return NamedExpr {
                names: vec![name],
                expr: self.expr(),
            };
        }
        if let Some(name) = self.misspelled_name() {
            return NamedExpr {
                names: vec![name],
                expr: self.expr(),
            };
        }
        if self.at_name_list() {
            self.next();
            let names = self.list_until(")", false, |parser| {
                parser.expect_name(NameClass::Declared, "a name")
            });
            self.next();
            return NamedExpr {
                names,
                expr: self.expr(),
            };
        }
        NamedExpr {
            names: Vec::new(),
            expr: self.expr(),
        }
    }

    /// `a-b =` or `title =`: what is no name without brackets, but can be meant as nothing else.
    /// The `=` is read too.
    fn misspelled_name(&mut self) -> Option<Name> {
        let mut length = 0;
        loop {
            let glued = length == 0 || self.adjacent(length);
            let part = !self.word(length).is_empty() || (length > 0 && self.sign_at(length, "-"));
            if !glued || !part {
                break;
            }
            length += 1;
        }
        if length == 0 || !self.sign_at(length, "=") {
            return None;
        }
        let start = self.start();
        let span = Span::new(start, self.peek_at(length - 1).span.end as usize);
        let text = self.text[span.range()].to_owned();
        self.report(needs_brackets(&text, span));
        for _ in 0..=length {
            self.next();
        }
        Some(Name { text, span })
    }

    /// Whether `(a, b) =` stands here.
    fn at_name_list(&self) -> bool {
        if !self.at_sign("(") {
            return false;
        }
        let mut offset = 1;
        while let Some(length) = self.name_length(offset, NameClass::Declared) {
            offset += length;
            if !self.sign_at(offset, ",") {
                break;
            }
            offset += 1;
        }
        self.sign_at(offset, ")") && self.sign_at(offset + 1, "=")
    }

    /// An expression that the grammar lets have a name, though the name has no effect.
    fn unnamed(&mut self, operator: &str) -> Expr {
        let named = self.named_expr();
        if let [first, ..] = &named.names[..] {
            let span = first.span.to(named.expr.span);
            let message = match operator {
                "where" => "`=` names the condition and compares nothing".to_owned(),
                _ => format!("a name has no effect in `{operator}`"),
            };
            let diagnostic = Diagnostic::warning("name-without-effect", span, message);
            self.diagnostics.push(match operator {
                "where" => diagnostic.help("equality is written `==`"),
                _ => diagnostic,
            });
        }
        named.expr
    }
}

/// A piece of the query as it is shown in a message, which has room for a part of it.
fn quote(text: &str) -> String {
    if text.chars().count() > 30 {
        format!("`{}…`", text.chars().take(29).collect::<String>())
    } else {
        format!("`{text}`")
    }
}

fn needs_brackets(word: &str, span: Span) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(
        "name-needs-brackets",
        span,
        format!("{} is a name only in brackets", quote(word)),
    );
    let replacement = format!("['{word}']");
    diagnostic.help.push(crate::Help {
        text: format!("the name is written `{replacement}`"),
        replacement: Some((span, replacement)),
    });
    diagnostic
}

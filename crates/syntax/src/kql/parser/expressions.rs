//! Expressions: pipes, operators between values, calls, paths.

use crate::{Diagnostic, Span};

use super::super::ast::{Argument, BinaryOp, Expr, ExprKind, InOp, Name, UnaryOp};
use super::super::lexer::TokenKind;
use super::super::words;
use super::{NameClass, Parser, needs_brackets};

/// How tightly operators bind, from `==` on; `or` and `and` bind less.
const EQUALITY: u8 = 1;
const RELATION: u8 = 2;
const SUM: u8 = 3;
const PRODUCT: u8 = 4;
const STRING: u8 = 5;

/// What may stand between two values.
enum Infix {
    Binary(BinaryOp),
    In(InOp),
    Between { negated: bool },
}

impl Parser<'_> {
    /// An expression, or a query: `T | where x`, `print 1`, `1 + 2`.
    pub(super) fn pipe(&mut self) -> Expr {
        let before = self.enter();
        let start = self.start();
        let mut expr = if self.at_leading_operator() {
            let first = self.operator();
            self.operators(start, None, vec![first])
        } else {
            self.disjunction()
        };
        if self.at_sign("|") {
            expr = self.operators(start, Some(Box::new(expr)), Vec::new());
        }
        self.leave(before);
        expr
    }

    /// `| operator | operator` after `source`, or after the first of `operators`.
    pub(super) fn operators(
        &mut self,
        start: usize,
        source: Option<Box<Expr>>,
        mut operators: Vec<super::super::ast::Operator>,
    ) -> Expr {
        while self.eat_sign("|") {
            let operator = self.apart(Self::operator);
            operators.push(operator);
        }
        self.grow();
        Expr {
            kind: ExprKind::Pipe { source, operators },
            span: self.span_from(start),
        }
    }

    /// An expression without a pipe.
    pub(super) fn expr(&mut self) -> Expr {
        let before = self.enter();
        let expr = self.disjunction();
        self.leave(before);
        expr
    }

    /// `a and b or c`. Most expressions have neither, and take no frame of the stack for them.
    fn disjunction(&mut self) -> Expr {
        let first = self.binary(EQUALITY);
        if !self.at_keyword("and") && !self.at_keyword("or") {
            return first;
        }
        let first = self.conjunction(first);
        self.chain("or", BinaryOp::Or, first, |parser| {
            let first = parser.binary(EQUALITY);
            parser.conjunction(first)
        })
    }

    fn conjunction(&mut self, first: Expr) -> Expr {
        self.chain("and", BinaryOp::And, first, |parser| {
            parser.binary(EQUALITY)
        })
    }

    /// Terms joined by one associative operator, as a tree of the least height.
    fn chain(
        &mut self,
        keyword: &str,
        op: BinaryOp,
        first: Expr,
        term: fn(&mut Self) -> Expr,
    ) -> Expr {
        if !self.at_keyword(keyword) {
            return first;
        }
        let mut terms = vec![Some(first)];
        let mut ops = Vec::new();
        while self.at_keyword(keyword) {
            ops.push(self.next().span);
            terms.push(Some(self.apart(term)));
        }
        for _ in 0..terms.len().next_power_of_two().ilog2() {
            self.grow();
        }
        balanced(op, &mut terms, &ops)
    }

    /// Operands and operators that bind at least as tightly as `least`.
    fn binary(&mut self, least: u8) -> Expr {
        let mut left = self.star_or_unary();
        let mut last = u8::MAX;
        while let Some((infix, tightness)) = self.infix()
            && tightness >= least
        {
            let repeats = !matches!(tightness, SUM | PRODUCT);
            if repeats && tightness == last {
                let message = format!(
                    "{} follows another comparison without parentheses",
                    self.found()
                );
                let span = self.peek().span;
                self.report(Diagnostic::error("syntax-error", span, message));
            }
            last = tightness;
            let op_span = self.next().span;
            let start = left.span.start as usize;
            let kind = match infix {
                Infix::Binary(op) => {
                    let right = Box::new(self.binary(tightness + 1));
                    ExprKind::Binary {
                        op,
                        op_span,
                        left: Box::new(left),
                        right,
                    }
                }
                Infix::In(op) => ExprKind::In {
                    op,
                    op_span,
                    left: Box::new(left),
                    list: self.in_list(),
                },
                Infix::Between { negated } => self.between(negated, left),
            };
            self.grow();
            left = Expr {
                kind,
                span: self.span_from(start),
            };
        }
        left
    }

    /// A value; or the `*` of `* has "x"`, which stands for every column.
    fn star_or_unary(&mut self) -> Expr {
        if self.at_sign("*") {
            let before = self.at;
            let span = self.next().span;
            let comparison = matches!(
                self.infix(),
                Some((Infix::Binary(BinaryOp::Equal), _) | (Infix::Binary(_), STRING))
            );
            if comparison {
                return Expr {
                    kind: ExprKind::Star,
                    span,
                };
            }
            self.at = before;
        }
        self.unary()
    }

    /// The operator that stands here, if it is one that joins two values, and how tightly it binds.
    fn infix(&self) -> Option<(Infix, u8)> {
        let token = self.peek();
        let text = self.text_of(token);
        let (op, tightness) = match token.kind {
            TokenKind::Punctuation => match text {
                "==" => (BinaryOp::Equal, EQUALITY),
                "!=" | "<>" => (BinaryOp::NotEqual, EQUALITY),
                "<" => (BinaryOp::Less, RELATION),
                "<=" => (BinaryOp::LessOrEqual, RELATION),
                ">" => (BinaryOp::Greater, RELATION),
                ">=" => (BinaryOp::GreaterOrEqual, RELATION),
                "+" => (BinaryOp::Add, SUM),
                "-" => (BinaryOp::Subtract, SUM),
                "*" => (BinaryOp::Multiply, PRODUCT),
                "/" => (BinaryOp::Divide, PRODUCT),
                "%" => (BinaryOp::Modulo, PRODUCT),
                "=~" => (BinaryOp::EqualTilde, STRING),
                "!~" => (BinaryOp::BangTilde, STRING),
                ":" => (BinaryOp::Colon, STRING),
                _ => return None,
            },
            TokenKind::Keyword => match text {
                "in" if self.keyword_at(1, "range") => return None,
                "in" => return Some((Infix::In(InOp::In), EQUALITY)),
                "in~" => return Some((Infix::In(InOp::InTilde), EQUALITY)),
                "!in" => return Some((Infix::In(InOp::NotIn), EQUALITY)),
                "!in~" => return Some((Infix::In(InOp::NotInTilde), EQUALITY)),
                "has_any" => return Some((Infix::In(InOp::HasAny), EQUALITY)),
                "has_all" => return Some((Infix::In(InOp::HasAll), EQUALITY)),
                "between" => return Some((Infix::Between { negated: false }, EQUALITY)),
                "!between" => return Some((Infix::Between { negated: true }, EQUALITY)),
                _ => (string_operator(text)?, STRING),
            },
            _ => return None,
        };
        Some((Infix::Binary(op), tightness))
    }

    /// `(a, b)` or `(T | project a)` after `in`.
    fn in_list(&mut self) -> Vec<Expr> {
        if !self.expect_sign("(") {
            return vec![self.error_expr()];
        }
        if self.at_sign(")") {
            self.expected("a value");
        }
        let mut first = true;
        self.list_until(")", false, |parser| {
            // A query stands alone.
            if std::mem::take(&mut first) {
                parser.pipe()
            } else {
                parser.expr()
            }
        })
    }

    /// `(low .. high)` after `between`.
    fn between(&mut self, negated: bool, operand: Expr) -> ExprKind {
        let operand = Box::new(operand);
        if !self.expect_sign("(") {
            return ExprKind::Between {
                negated,
                operand,
                low: Box::new(self.error_expr()),
                high: Box::new(self.error_expr()),
            };
        }
        let low = Box::new(self.expr());
        let high = Box::new(if self.expect_sign("..") {
            self.expr()
        } else {
            self.error_expr()
        });
        self.close(")");
        ExprKind::Between {
            negated,
            operand,
            low,
            high,
        }
    }

    fn unary(&mut self) -> Expr {
        let op = if self.at_sign("-") {
            UnaryOp::Minus
        } else if self.at_sign("+") {
            UnaryOp::Plus
        } else {
            return self.path();
        };
        let start = self.start();
        self.next();
        let operand = Box::new(self.path());
        self.grow();
        Expr {
            kind: ExprKind::Unary { op, operand },
            span: self.span_from(start),
        }
    }

    /// A value and what is read of it: `a.b[0].c`, `database('x').T`.
    pub(super) fn path(&mut self) -> Expr {
        let mut base = self.primary();
        let start = base.span.start as usize;
        loop {
            let kind = if self.eat_sign(".") {
                self.member(base)
            } else if self.at_sign("[") {
                self.index(base)
            } else {
                return base;
            };
            self.grow();
            base = Expr {
                kind,
                span: self.span_from(start),
            };
        }
    }

    /// What may follow a dot: a name, a call, `['a b']`, `[0]`, or `a*` for tables.
    fn member(&mut self, base: Expr) -> ExprKind {
        let base = Box::new(base);
        if let Some(length) = self.name_length(0, NameClass::Plain)
            && self.sign_at(length, "(")
        {
            let name = self.expect_name(NameClass::Plain, "a name");
            let arguments = self.arguments();
            return ExprKind::MemberCall {
                base,
                name,
                arguments,
            };
        }
        if self.at_sign("[") && self.name_length(0, NameClass::Plain).is_none() {
            return self.index(*base);
        }
        if self.at_sign("*")
            && let Some(length) = self.wildcard_length(0)
        {
            let start = self.start();
            self.wildcard(length);
            let span = self.span_from(start);
            let text = self.text[span.range()].to_owned();
            return ExprKind::Member {
                base,
                name: Name { text, span },
            };
        }
        let name = self.expect_name(NameClass::Reference, "a name");
        ExprKind::Member { base, name }
    }

    fn index(&mut self, base: Expr) -> ExprKind {
        self.next();
        let index = Box::new(self.expr());
        self.close("]");
        ExprKind::Index {
            base: Box::new(base),
            index,
        }
    }

    fn primary(&mut self) -> Expr {
        if let Some(literal) = self.literal() {
            return literal;
        }
        let token = self.peek();
        let start = self.start();
        match token.kind {
            TokenKind::Punctuation => match self.text_of(token) {
                "(" => return self.parenthesized(),
                "[" if self.wildcard_length(1).is_some() => return self.bracketed_wildcard(),
                "@" => {
                    self.next();
                    return self.verbatim("@", start);
                }
                _ => {}
            },
            TokenKind::Keyword => {
                if let Some(expr) = self.special_primary(self.text_of(token)) {
                    return expr;
                }
            }
            _ => {}
        }
        if let Some(length) = self.name_length(0, NameClass::Plain)
            && self.sign_at(length, "(")
        {
            return self.call();
        }
        if let Some(name) = self.eat_name(NameClass::Reference) {
            return self.name_or_scoped(name);
        }
        if self.at_keyword_as_name() {
            let name = self.unbracketed_keyword();
            return self.name_or_scoped(name);
        }
        self.expected("an expression");
        self.error_expr()
    }

    /// Expressions that a keyword of their own begins.
    fn special_primary(&mut self, keyword: &str) -> Option<Expr> {
        let start = self.start();
        match keyword {
            "datatable" => Some(self.datatable()),
            "externaldata" | "external_data" => Some(self.external_data()),
            "typeof" if self.sign_at(1, "(") => Some(self.typeof_literal()),
            "toscalar" | "totable" => Some(self.unoptimized_call()),
            "materialize" if self.sign_at(1, "(") => Some(self.unoptimized_call()),
            "materialized-view-combine" => {
                self.next();
                self.skip_balanced();
                for part in ["base", "delta", "aggregations"] {
                    if self.word(0) != part {
                        self.expected(&format!("`{part}`"));
                        break;
                    }
                    self.next();
                    self.skip_balanced();
                }
                Some(self.verbatim("materialized-view-combine", start))
            }
            "__contextual_datatable" => {
                self.next();
                self.expr();
                self.row_schema();
                Some(self.verbatim("__contextual_datatable", start))
            }
            "inline_external_table" if self.sign_at(1, "(") || self.keyword_at(1, "kind") => {
                self.next();
                while !self.at_boundary() && !self.at_sign(",") {
                    self.skip_balanced();
                }
                Some(self.verbatim("inline_external_table", start))
            }
            _ => None,
        }
    }

    /// What stands from `start` to here, as its text.
    pub(super) fn verbatim(&self, construct: &'static str, start: usize) -> Expr {
        let span = self.span_from(start);
        Expr {
            kind: ExprKind::Verbatim {
                construct,
                text: self.text[span.range()].to_owned(),
            },
            span,
        }
    }

    /// A name; or `T datascope=hotcache`.
    fn name_or_scoped(&mut self, name: Name) -> Expr {
        if self.at_keyword("datascope") && self.sign_at(1, "=") {
            for _ in 0..3 {
                self.next();
            }
            return self.verbatim("datascope", name.span.start as usize);
        }
        Expr {
            kind: ExprKind::Name(name.text),
            span: name.span,
        }
    }

    /// Whether a keyword stands here that can only be meant as a name, to go by what follows it.
    fn at_keyword_as_name(&self) -> bool {
        let keyword = self.keyword(0);
        if keyword.is_empty() || words::is_infix(keyword) {
            return false;
        }
        let after = self.peek_at(1);
        let text = self.text_of(after);
        match after.kind {
            TokenKind::Keyword => words::is_infix(text),
            TokenKind::Punctuation => !matches!(
                text,
                "(" | "[" | "-" | "+" | ";" | "=" | "@" | "{" | ".." | "=>"
            ),
            _ => false,
        }
    }

    /// `(…)`, which is a node of its own.
    pub(super) fn parenthesized(&mut self) -> Expr {
        let start = self.start();
        self.next();
        let inner = Box::new(self.pipe());
        self.close(")");
        self.grow();
        Expr {
            kind: ExprKind::Parenthesized(inner),
            span: self.span_from(start),
        }
    }

    /// `name(…)`
    pub(super) fn call(&mut self) -> Expr {
        let start = self.start();
        let name = self.expect_name(NameClass::Plain, "the name of a function");
        let arguments = self.arguments();
        self.grow();
        Expr {
            kind: ExprKind::Call { name, arguments },
            span: self.span_from(start),
        }
    }

    /// `toscalar(…)`, `totable(…)`, `materialize(…)`, also with `kind=nooptimization`, which changes no
    /// answer.
    fn unoptimized_call(&mut self) -> Expr {
        let start = self.start();
        let token = self.next();
        if self.at_keyword("kind") && self.sign_at(1, "=") {
            for _ in 0..3 {
                self.next();
            }
        }
        let name = Name {
            text: self.text_of(token).to_owned(),
            span: token.span,
        };
        let arguments = if self.at_sign("(") {
            self.query_argument()
        } else {
            self.report(needs_brackets(&name.text, name.span));
            Vec::new()
        };
        Expr {
            kind: ExprKind::Call { name, arguments },
            span: self.span_from(start),
        }
    }

    /// `(T | where a)` after the name of a function that takes a query.
    fn query_argument(&mut self) -> Vec<Argument> {
        self.expect_sign("(");
        let value = self.pipe();
        self.close(")");
        vec![Argument { name: None, value }]
    }

    /// `(…)` after the name of a function.
    pub(super) fn arguments(&mut self) -> Vec<Argument> {
        self.expect_sign("(");
        self.list_until(")", false, Self::argument)
    }

    fn argument(&mut self) -> Argument {
        if self.at_sign("*") && (self.sign_at(1, ")") || self.sign_at(1, ",")) {
            let span = self.next().span;
            return Argument {
                name: None,
                value: Expr {
                    kind: ExprKind::Star,
                    span,
                },
            };
        }
        let name = match self.name_length(0, NameClass::Declared) {
            Some(length) if self.sign_at(length, "=") => {
                let name = self.eat_name(NameClass::Declared);
                self.next();
                name
            }
            _ => self.misspelled_name(),
        };
        Argument {
            name,
            value: self.expr(),
        }
    }

    /// How many tokens at `offset` make a pattern of names: `*`, `a*`, `*b*c`, with nothing between them.
    pub(super) fn wildcard_length(&self, offset: usize) -> Option<usize> {
        let word = |at: usize| {
            let token = self.peek_at(at);
            token.kind == TokenKind::Identifier
                || token.kind == TokenKind::Keyword
                    && words::is_declared_name_keyword(self.text_of(token))
        };
        let mut end = if self.sign_at(offset, "*") {
            offset + 1
        } else if word(offset) && self.sign_at(offset + 1, "*") && self.adjacent(offset + 1) {
            offset + 2
        } else {
            return None;
        };
        while self.adjacent(end)
            && (word(end) || self.sign_at(end, "*") || self.peek_at(end).kind == TokenKind::Long)
        {
            end += 1;
        }
        Some(end - offset)
    }

    /// A pattern of names, of which the length is known.
    pub(super) fn wildcard(&mut self, length: usize) -> Expr {
        let start = self.start();
        for _ in 0..length {
            self.next();
        }
        let span = self.span_from(start);
        let text = &self.text[span.range()];
        let kind = match text {
            "*" => ExprKind::Star,
            _ => ExprKind::Wildcard(text.to_owned()),
        };
        Expr { kind, span }
    }

    /// `[a*]`
    fn bracketed_wildcard(&mut self) -> Expr {
        let start = self.start();
        self.next();
        let length = self.wildcard_length(0).unwrap_or(1);
        let mut expr = self.wildcard(length);
        self.close("]");
        expr.span = self.span_from(start);
        expr
    }
}

/// `terms[0] op terms[1] op …` as a tree whose height is the logarithm of their number.
fn balanced(op: BinaryOp, terms: &mut [Option<Expr>], ops: &[Span]) -> Expr {
    if let [term] = terms {
        return term.take().expect("each term is taken once");
    }
    let middle = terms.len().div_ceil(2);
    let (left_terms, right_terms) = terms.split_at_mut(middle);
    let left = balanced(op, left_terms, &ops[..middle - 1]);
    let right = balanced(op, right_terms, &ops[middle..]);
    Expr {
        span: left.span.to(right.span),
        kind: ExprKind::Binary {
            op,
            op_span: ops[middle - 1],
            left: Box::new(left),
            right: Box::new(right),
        },
    }
}

/// Operators on strings that are spelled as words.
fn string_operator(word: &str) -> Option<BinaryOp> {
    Some(match word {
        "has" => BinaryOp::Has,
        "!has" => BinaryOp::NotHas,
        "has_cs" => BinaryOp::HasCs,
        "!has_cs" => BinaryOp::NotHasCs,
        "hasprefix" => BinaryOp::HasPrefix,
        "!hasprefix" => BinaryOp::NotHasPrefix,
        "hasprefix_cs" => BinaryOp::HasPrefixCs,
        "!hasprefix_cs" => BinaryOp::NotHasPrefixCs,
        "hassuffix" => BinaryOp::HasSuffix,
        "!hassuffix" => BinaryOp::NotHasSuffix,
        "hassuffix_cs" => BinaryOp::HasSuffixCs,
        "!hassuffix_cs" => BinaryOp::NotHasSuffixCs,
        "contains" => BinaryOp::Contains,
        "!contains" | "notcontains" => BinaryOp::NotContains,
        "contains_cs" | "containscs" => BinaryOp::ContainsCs,
        "!contains_cs" | "notcontainscs" => BinaryOp::NotContainsCs,
        "startswith" => BinaryOp::StartsWith,
        "!startswith" => BinaryOp::NotStartsWith,
        "startswith_cs" => BinaryOp::StartsWithCs,
        "!startswith_cs" => BinaryOp::NotStartsWithCs,
        "endswith" => BinaryOp::EndsWith,
        "!endswith" => BinaryOp::NotEndsWith,
        "endswith_cs" => BinaryOp::EndsWithCs,
        "!endswith_cs" => BinaryOp::NotEndsWithCs,
        "like" => BinaryOp::Like,
        "notlike" => BinaryOp::NotLike,
        "likecs" => BinaryOp::LikeCs,
        "notlikecs" => BinaryOp::NotLikeCs,
        _ if word.starts_with("matches") => BinaryOp::MatchesRegex,
        _ => return None,
    })
}

//! The expressions of `eval` and `where`: NOT, AND, OR, XOR, from the closest to the loosest.

use super::{Cursor, Failed, Read};
use crate::spl::ast::*;

impl Cursor<'_> {
    /// `a = 1, b = 2`
    pub(super) fn assignments(&mut self) -> Read<Vec<Assignment>> {
        let mut list = Vec::new();
        loop {
            self.space();
            let start = self.at;
            let text = match self.peek() {
                Some('"') => self.quoted_text('"')?,
                Some('\'') => self.quoted_text('\'')?,
                _ => self
                    .take_while(|c| {
                        c.is_alphanumeric()
                            || matches!(
                                c,
                                '_' | '.' | '{' | '}' | '<' | '>' | ':' | '@' | '$' | '-'
                            )
                    })
                    .to_owned(),
            };
            let target = Name {
                text,
                span: self.from(start),
            };
            self.space();
            if target.text.is_empty() || !self.take('=') {
                let at = self.here();
                return Err(self.error(at, "`eval` requires `field = expression`"));
            }
            let value = self.expr()?;
            list.push(Assignment { target, value });
            self.space();
            if !self.take(',') {
                return Ok(list);
            }
            self.space();
            if matches!(self.peek(), None | Some('|' | ']')) {
                return Ok(list);
            }
        }
    }

    pub(super) fn expr(&mut self) -> Read<Expr> {
        self.deeper(Self::exclusive)
    }

    fn exclusive(&mut self) -> Read<Expr> {
        self.chain(&[("XOR", BinaryOp::Xor)], Self::either)
    }

    fn either(&mut self) -> Read<Expr> {
        self.chain(&[("OR", BinaryOp::Or)], Self::both)
    }

    fn both(&mut self) -> Read<Expr> {
        self.chain(&[("AND", BinaryOp::And)], Self::negation)
    }

    /// Operands with operators that are words between them, from the left.
    fn chain(
        &mut self,
        operators: &[(&str, BinaryOp)],
        operand: fn(&mut Self) -> Read<Expr>,
    ) -> Read<Expr> {
        self.space();
        let start = self.at;
        let mut left = operand(self)?;
        loop {
            self.space();
            let Some((_, op)) = operators.iter().find(|(word, _)| self.take_keyword(word)) else {
                return Ok(left);
            };
            let right = operand(self)?;
            left = self.binary(*op, left, right, start);
        }
    }

    fn binary(&self, op: BinaryOp, left: Expr, right: Expr, start: usize) -> Expr {
        Expr {
            kind: ExprKind::Binary {
                op,
                left: Box::new(left),
                right: Box::new(right),
            },
            span: self.from(start),
        }
    }

    fn negation(&mut self) -> Read<Expr> {
        self.space();
        let start = self.at;
        let bang = self.peek() == Some('!') && self.second() != Some('=');
        if bang && self.take('!') || self.take_keyword("NOT") {
            let inner = self.deeper(Self::negation)?;
            return Ok(Expr {
                kind: ExprKind::Not(Box::new(inner)),
                span: self.from(start),
            });
        }
        self.comparison_expr()
    }

    fn comparison_expr(&mut self) -> Read<Expr> {
        self.space();
        let start = self.at;
        let mut left = self.sum()?;
        loop {
            self.space();
            let before = self.at;
            if let Some(op) = self.compare_op() {
                let right = self.sum()?;
                left = self.binary(BinaryOp::Compare(op), left, right, start);
            } else if self.take_keyword("LIKE") {
                let right = self.sum()?;
                left = self.binary(BinaryOp::Like, left, right, start);
            } else {
                let negated = self.take_keyword("NOT");
                self.space();
                if !self.take_keyword("IN") {
                    self.at = before;
                    return Ok(left);
                }
                self.space();
                let list = self.arguments()?;
                left = Expr {
                    kind: ExprKind::In {
                        negated,
                        operand: Box::new(left),
                        list,
                    },
                    span: self.from(start),
                };
            }
        }
    }

    fn sum(&mut self) -> Read<Expr> {
        self.space();
        let start = self.at;
        let mut left = self.product()?;
        loop {
            self.space();
            let op = match self.peek() {
                Some('+') => BinaryOp::Add,
                Some('-') => BinaryOp::Subtract,
                Some('.') => BinaryOp::Concat,
                _ => return Ok(left),
            };
            self.bump();
            let right = self.product()?;
            left = self.binary(op, left, right, start);
        }
    }

    fn product(&mut self) -> Read<Expr> {
        self.space();
        let start = self.at;
        let mut left = self.signed()?;
        loop {
            self.space();
            let op = match self.peek() {
                Some('*') => BinaryOp::Multiply,
                Some('/') => BinaryOp::Divide,
                Some('%') => BinaryOp::Modulo,
                _ => return Ok(left),
            };
            self.bump();
            let right = self.signed()?;
            left = self.binary(op, left, right, start);
        }
    }

    fn signed(&mut self) -> Read<Expr> {
        self.space();
        let start = self.at;
        if self.take('-') {
            let inner = self.deeper(Self::signed)?;
            return Ok(Expr {
                kind: ExprKind::Minus(Box::new(inner)),
                span: self.from(start),
            });
        }
        if self.take('+') {
            return self.deeper(Self::signed);
        }
        self.primary()
    }

    fn primary(&mut self) -> Read<Expr> {
        self.space();
        let start = self.at;
        let kind = match self.peek() {
            Some('(') => {
                self.bump();
                let inner = self.expr()?;
                self.space();
                if !self.take(')') {
                    let at = self.from(start);
                    return Err(self.error(at, "the parenthesis is not closed"));
                }
                return Ok(Expr {
                    span: self.from(start),
                    ..inner
                });
            }
            Some('"') => ExprKind::Text(self.quoted_text('"')?),
            Some('\'') => ExprKind::Field(self.quoted_text('\'')?),
            Some('`') => ExprKind::Macro(self.macro_call()?),
            Some('[') => ExprKind::Subsearch(Box::new(self.subsearch()?)),
            Some(c) if c.is_ascii_digit() => {
                let number = self.number();
                if self.peek().is_some_and(|c| c.is_alphabetic() || c == '_') {
                    // A field whose name begins with a digit.
                    self.at = start;
                    ExprKind::Field(self.field_name())
                } else {
                    ExprKind::Number(number)
                }
            }
            Some('.') if self.second().is_some_and(|c| c.is_ascii_digit()) => {
                ExprKind::Number(self.number())
            }
            Some(c) if c.is_alphabetic() || matches!(c, '_' | '$' | '@') => {
                let text = self.field_name();
                let name = Name {
                    text,
                    span: self.from(start),
                };
                let before = self.at;
                self.space();
                if self.peek() == Some('(') {
                    let arguments = self.arguments()?;
                    ExprKind::Call { name, arguments }
                } else {
                    self.at = before;
                    ExprKind::Field(name.text)
                }
            }
            Some('<') if self.rest().starts_with("<<") => ExprKind::Field(self.field_name()),
            _ => {
                let at = self.here();
                return Err(self.error(at, "an expression is missing"));
            }
        };
        Ok(Expr {
            kind,
            span: self.from(start),
        })
    }

    fn number(&mut self) -> String {
        let start = self.at;
        self.take_while(|c| c.is_ascii_digit());
        if self.peek() == Some('.') && self.second().is_some_and(|c| c.is_ascii_digit()) {
            self.bump();
            self.take_while(|c| c.is_ascii_digit());
        }
        if matches!(self.peek(), Some('e' | 'E')) {
            let before = self.at;
            self.bump();
            if matches!(self.peek(), Some('+' | '-')) {
                self.bump();
            }
            if self.take_while(|c| c.is_ascii_digit()).is_empty() {
                self.at = before;
            }
        }
        self.text.get(start..self.at).unwrap_or_default().to_owned()
    }

    /// A bare name: letters, digits and `_`, with `<<FIELD>>` of `foreach` and `$token$` in it.
    fn field_name(&mut self) -> String {
        let start = self.at;
        loop {
            self.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '@'));
            if !self.rest().starts_with("<<") {
                break;
            }
            match self.rest().find(">>") {
                Some(end) => self.at += end + 2,
                None => break,
            }
        }
        self.text.get(start..self.at).unwrap_or_default().to_owned()
    }

    /// `(a, b)`
    pub(super) fn arguments(&mut self) -> Read<Vec<Expr>> {
        let start = self.at;
        if !self.take('(') {
            let at = self.here();
            return Err(self.error(at, "a list in parentheses is missing"));
        }
        let mut list = Vec::new();
        loop {
            self.space();
            if self.take(')') {
                return Ok(list);
            }
            if !list.is_empty() && !self.take(',') {
                let at = self.from(start);
                self.error(at, "the list is not closed with `)`");
                return Err(Failed);
            }
            list.push(self.expr()?);
        }
    }
}

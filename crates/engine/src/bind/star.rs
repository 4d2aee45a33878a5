//! `* has "x"`, `* == 5`: the same asked of every column.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{self, BinaryOp};

use super::expr::not;
use super::{Bind, Binder, Env, Pipe, RowScope};
use crate::bound::{Expr, ExprKind};
use crate::types::{Type, Value};

impl Binder<'_> {
    /// Whether any column compares so; a negated operator holds where no column does.
    pub(crate) fn any_column(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        right: &ast::Expr,
        span: Span,
        env: &Env,
        scope: &mut RowScope,
    ) -> Bind<Expr> {
        let right = self.expr(right, env, scope)?;
        let columns = scope.pipe.as_ref().map(Pipe::visible).unwrap_or_default();
        let (op, negated) = positive(op);
        let mut found = Expr::literal(Value::Bool(false), Type::Bool, span);
        for column in columns {
            let value = Expr::column(&column, span);
            let one = match op {
                BinaryOp::Equal => {
                    let (a, b) = (column.ty, right.ty);
                    if a != b && !(a.is_numeric() && b.is_numeric()) && a != Type::Dynamic {
                        continue;
                    }
                    self.comparison("equal", "==", op_span, value, right.clone(), span)?
                }
                BinaryOp::Less
                | BinaryOp::LessOrEqual
                | BinaryOp::Greater
                | BinaryOp::GreaterOrEqual
                | BinaryOp::Add
                | BinaryOp::Subtract
                | BinaryOp::Multiply
                | BinaryOp::Divide
                | BinaryOp::Modulo
                | BinaryOp::And
                | BinaryOp::Or => {
                    return Err(self.error(
                        "unexpected-star",
                        op_span,
                        "`*` stands for every column only before `==` and operators of strings",
                    ));
                }
                _ => {
                    let value = self.converted(value, Type::String);
                    self.string_operator(op, op_span, value, right.clone(), span)?
                }
            };
            found = either(found, one);
        }
        Ok(if negated { not(found) } else { found })
    }
}

/// Either of two conditions.
pub(crate) fn either(a: Expr, b: Expr) -> Expr {
    if a.as_literal() == Some(&Value::Bool(false)) {
        return b;
    }
    let span = a.span;
    Expr {
        kind: ExprKind::Or(Box::new(a), Box::new(b)),
        ty: Type::Bool,
        span,
    }
}

/// The operator without its negation, and whether it had one.
fn positive(op: BinaryOp) -> (BinaryOp, bool) {
    use BinaryOp as B;
    let positive = match op {
        B::NotEqual => B::Equal,
        B::BangTilde => B::EqualTilde,
        B::NotHas => B::Has,
        B::NotHasCs => B::HasCs,
        B::NotHasPrefix => B::HasPrefix,
        B::NotHasPrefixCs => B::HasPrefixCs,
        B::NotHasSuffix => B::HasSuffix,
        B::NotHasSuffixCs => B::HasSuffixCs,
        B::NotContains => B::Contains,
        B::NotContainsCs => B::ContainsCs,
        B::NotStartsWith => B::StartsWith,
        B::NotStartsWithCs => B::StartsWithCs,
        B::NotEndsWith => B::EndsWith,
        B::NotEndsWithCs => B::EndsWithCs,
        other => return (other, false),
    };
    (positive, true)
}

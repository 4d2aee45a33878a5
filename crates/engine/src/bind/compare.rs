//! Operators between two values: arithmetic, comparisons, `between`, `in`.

use std::sync::Arc;

use vigie_syntax::kql::ast::{self, ExprKind as Ast, InOp};
use vigie_syntax::{Diagnostic, Span};

use super::expr::not;
use super::{Bind, Binder, Binding, Env, RowScope};
use crate::bound::{Expr, ExprKind};
use crate::compute::arithmetic::{Operator, result_type};
use crate::types::{Json, Type, Value, convert};

/// The wider of two numeric types.
pub(crate) fn wider(a: Type, b: Type) -> Type {
    [Type::Int, Type::Long, Type::Real, Type::Decimal]
        .into_iter()
        .rev()
        .find(|t| *t == a || *t == b)
        .unwrap_or(a)
}

/// The type that values of both can have, for branches and lists; `None` when there is none.
pub(crate) fn common(a: Type, b: Type) -> Option<Type> {
    if a == b {
        Some(a)
    } else if a.is_numeric() && b.is_numeric() {
        Some(wider(a, b))
    } else if a == Type::Dynamic {
        Some(b)
    } else if b == Type::Dynamic {
        Some(a)
    } else {
        None
    }
}

impl Binder<'_> {
    pub(super) fn arithmetic(
        &mut self,
        name: &str,
        sign: &str,
        op_span: Span,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Bind<Expr> {
        let operator = Operator::of_sign(sign);
        let Some(ty) = operator.and_then(|op| result_type(op, left.ty, right.ty)) else {
            return Err(self.clash(sign, op_span, &left, &right));
        };
        let (left, right) = if ty.is_numeric() && left.ty.is_numeric() && right.ty.is_numeric() {
            (self.converted(left, ty), self.converted(right, ty))
        } else {
            // A dynamic operand becomes what the other side asks for.
            let to = |other: Type| match other {
                Type::Int => Type::Long,
                other => other,
            };
            let (l, r) = (to(right.ty), to(left.ty));
            let left = if left.ty == Type::Dynamic {
                self.converted(left, l)
            } else {
                left
            };
            let right = if right.ty == Type::Dynamic {
                self.converted(right, r)
            } else {
                right
            };
            if left.ty.is_numeric() && right.ty.is_numeric() {
                (self.converted(left, ty), self.converted(right, ty))
            } else {
                (left, right)
            }
        };
        let mut result = self.function(name, vec![left, right], span)?;
        if result.ty != ty {
            result = self.converted(result, ty);
        }
        Ok(result)
    }

    fn clash(&mut self, sign: &str, op_span: Span, left: &Expr, right: &Expr) -> super::Failed {
        self.fail(
            Diagnostic::error(
                "type-mismatch",
                op_span,
                format!("`{sign}` is not defined for {} and {}", left.ty, right.ty),
            )
            .label(left.span, left.ty.name())
            .label(right.span, right.ty.name()),
        )
    }

    pub(super) fn comparison(
        &mut self,
        name: &str,
        sign: &str,
        op_span: Span,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Bind<Expr> {
        let equality = matches!(name, "equal" | "not_equal");
        let (left, right) = match (left.ty, right.ty) {
            (a, b) if a == b => {
                // The engine refuses two dynamics, though the language service does not.
                if a == Type::Dynamic || !equality && matches!(a, Type::String | Type::Guid) {
                    return Err(self.clash(sign, op_span, &left, &right));
                }
                (left, right)
            }
            (a, b) if a.is_numeric() && b.is_numeric() => {
                let ty = wider(a, b);
                (self.converted(left, ty), self.converted(right, ty))
            }
            (Type::Dynamic, _) | (_, Type::Dynamic) => (left, right),
            (Type::Bool, b) if b.is_numeric() => (self.converted(left, b), right),
            (a, Type::Bool) if a.is_numeric() => {
                let right = self.converted(right, a);
                (left, right)
            }
            (Type::Guid, Type::String) if equality => (left, self.converted(right, Type::Guid)),
            (Type::String, Type::Guid) if equality => (self.converted(left, Type::Guid), right),
            (Type::Datetime, Type::String) if equality && right.as_literal().is_some() => {
                (left, self.converted(right, Type::Datetime))
            }
            (Type::String, _) | (_, Type::String) if equality => (
                self.converted(left, Type::String),
                self.converted(right, Type::String),
            ),
            _ => return Err(self.clash(sign, op_span, &left, &right)),
        };
        self.function(name, vec![left, right], span)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one node of the tree"
    )]
    pub(super) fn between(
        &mut self,
        negated: bool,
        operand: &ast::Expr,
        low: &ast::Expr,
        high: &ast::Expr,
        span: Span,
        env: &Env,
        scope: &mut RowScope,
    ) -> Bind<Expr> {
        let operand = self.expr(operand, env, scope)?;
        let low = self.expr(low, env, scope)?;
        let mut high = self.expr(high, env, scope)?;
        // `datetime .. timespan`: the end counts from the beginning.
        if low.ty == Type::Datetime && high.ty == Type::Timespan {
            let high_span = high.span;
            high = self.arithmetic("add", "+", high_span, low.clone(), high, high_span)?;
        }
        let at_least = self.comparison(
            "greater_or_equal",
            "between",
            span,
            operand.clone(),
            low,
            span,
        )?;
        let at_most = self.comparison("less_or_equal", "between", span, operand, high, span)?;
        let inside = Expr {
            kind: ExprKind::And(Box::new(at_least), Box::new(at_most)),
            ty: Type::Bool,
            span,
        };
        Ok(if negated { not(inside) } else { inside })
    }

    pub(super) fn in_list(
        &mut self,
        op: InOp,
        left: &ast::Expr,
        list: &[ast::Expr],
        span: Span,
        env: &Env,
        scope: &mut RowScope,
    ) -> Bind<Expr> {
        if matches!(left.kind, Ast::Star) {
            return Err(self.unsupported("unsupported-expression", left.span, "`*` before `in`"));
        }
        let operand = self.expr(left, env, scope)?;
        if let [only] = list
            && self.is_tabular(only, env, scope)
        {
            let table = self.tabular(only, env)?.rel;
            return self.in_table(op, operand, table, span);
        }
        let mut items = Vec::new();
        for item in list {
            items.push(self.expr(item, env, scope));
        }
        let items: Vec<Expr> = items.into_iter().collect::<Bind<_>>()?;
        match op {
            InOp::HasAny | InOp::HasAll => self.has_list(op, operand, items, span),
            InOp::In | InOp::NotIn | InOp::InTilde | InOp::NotInTilde => {
                self.one_of(op, operand, items, span)
            }
        }
    }

    fn in_table(
        &mut self,
        op: InOp,
        operand: Expr,
        table: crate::bound::RelRef,
        span: Span,
    ) -> Bind<Expr> {
        match op {
            InOp::HasAny | InOp::HasAll => {
                let operand = self.text_operand(operand, span)?;
                let array = Expr {
                    kind: ExprKind::Array(table),
                    ty: Type::Dynamic,
                    span,
                };
                let name = if op == InOp::HasAny {
                    "has_any"
                } else {
                    "has_all"
                };
                self.function(name, vec![operand, array], span)
            }
            _ => Ok(Expr {
                kind: ExprKind::InTable {
                    operand: Box::new(operand),
                    table,
                    fold_case: matches!(op, InOp::InTilde | InOp::NotInTilde),
                    negated: matches!(op, InOp::NotIn | InOp::NotInTilde),
                },
                ty: Type::Bool,
                span,
            }),
        }
    }

    fn has_list(&mut self, op: InOp, operand: Expr, items: Vec<Expr>, span: Span) -> Bind<Expr> {
        let operand = self.text_operand(operand, span)?;
        let name = if op == InOp::HasAny {
            "has_any"
        } else {
            "has_all"
        };
        if let [only] = items.as_slice()
            && only.ty == Type::Dynamic
            && only.as_literal().is_none()
        {
            return self.function(name, vec![operand, only.clone()], span);
        }
        let mut texts = Vec::new();
        for item in &items {
            match (item.as_literal(), item.ty) {
                (Some(Value::Dynamic(Json::Array(parts))), _) => {
                    texts.extend(
                        parts
                            .iter()
                            .map(|p| Json::String(Value::json(p.clone()).to_text())),
                    );
                }
                (Some(value), _) => texts.push(Json::String(value.to_text())),
                (None, _) => {
                    let args = items.clone();
                    let array = self.function("pack_array", args, span)?;
                    return self.function(name, vec![operand, array], span);
                }
            }
        }
        let array = Expr::literal(Value::Dynamic(Json::Array(texts)), Type::Dynamic, span);
        self.function(name, vec![operand, array], span)
    }

    fn one_of(&mut self, op: InOp, operand: Expr, items: Vec<Expr>, span: Span) -> Bind<Expr> {
        let fold_case = matches!(op, InOp::InTilde | InOp::NotInTilde);
        let negated = matches!(op, InOp::NotIn | InOp::NotInTilde);
        if fold_case && !matches!(operand.ty, Type::String | Type::Dynamic) {
            return Err(self.error(
                "type-mismatch",
                operand.span,
                format!("`in~` requires a string, found {}", operand.ty),
            ));
        }
        let mut values = Vec::new();
        let mut columns = Vec::new();
        for item in items {
            match item.as_literal() {
                Some(Value::Dynamic(Json::Array(parts))) => {
                    for part in parts {
                        self.list_value(
                            &mut values,
                            &operand,
                            Value::json(part.clone()),
                            Type::Dynamic,
                            item.span,
                        )?;
                    }
                }
                Some(value) => {
                    let value = value.clone();
                    self.list_value(&mut values, &operand, value, item.ty, item.span)?;
                }
                None => columns.push(item),
            }
        }
        let member = Expr {
            kind: ExprKind::InList {
                operand: Box::new(operand.clone()),
                list: Arc::new(values),
                fold_case,
                negated: false,
            },
            ty: Type::Bool,
            span,
        };
        let mut result = fold_constant(member);
        for item in columns {
            let same = if item.ty == Type::Dynamic && operand.ty != Type::Dynamic {
                self.function("set_has_element", vec![item, operand.clone()], span)?
            } else if fold_case {
                let item = self.text_operand(item, span)?;
                let operand = self.text_operand(operand.clone(), span)?;
                self.function("equals_tilde", vec![operand, item], span)?
            } else {
                self.comparison("equal", "in", span, operand.clone(), item, span)?
            };
            result = Expr {
                kind: ExprKind::Or(Box::new(result), Box::new(same)),
                ty: Type::Bool,
                span,
            };
        }
        Ok(if negated { not(result) } else { result })
    }

    /// One known value of the list, as the operand's type.
    fn list_value(
        &mut self,
        values: &mut Vec<Value>,
        operand: &Expr,
        value: Value,
        ty: Type,
        span: Span,
    ) -> Bind<()> {
        let value = match (operand.ty, ty) {
            (a, b) if a == b => value,
            (Type::Dynamic, _) => value,
            (a, b) if a.is_numeric() && b.is_numeric() => value,
            (to, Type::Dynamic | Type::String) => convert::convert(&value, to),
            (Type::String, _) => convert::convert(&value, Type::String),
            (Type::Bool, b) if b.is_numeric() => convert::convert(&value, Type::Bool),
            (a, b) => {
                return Err(self.error(
                    "type-mismatch",
                    span,
                    format!("a value of type {b} is never in a column of type {a}"),
                ));
            }
        };
        values.push(value);
        Ok(())
    }

    /// Whether an expression is a table where a list could also be meant.
    pub(super) fn is_tabular(&self, e: &ast::Expr, env: &Env, scope: &RowScope) -> bool {
        match &e.kind {
            Ast::Pipe { .. }
            | Ast::Datatable { .. }
            | Ast::ExternalData { .. }
            | Ast::Verbatim { .. } => true,
            Ast::Parenthesized(inner) => self.is_tabular(inner, env, scope),
            Ast::Name(name) => {
                if scope.column(name).is_some() {
                    return false;
                }
                match env.get(name) {
                    Some(Binding::Table(_)) => true,
                    Some(Binding::Function(f)) => self.gives_table(&f.function, &f.env),
                    Some(_) => false,
                    None => self.catalog.table(name).is_some(),
                }
            }
            Ast::Call { name, arguments } => match name.text.as_str() {
                "materialize" | "view" => arguments
                    .first()
                    .is_some_and(|a| self.is_tabular(&a.value, env, scope)),
                "table" | "_GetWatchlist" | "externaldata" => true,
                other => match env.get(other) {
                    Some(Binding::Function(f)) => self.gives_table(&f.function, &f.env),
                    Some(Binding::Pattern(_)) => true,
                    _ => self.is_table_function(other),
                },
            },
            Ast::MemberCall { .. } => true,
            Ast::Member { base, .. } | Ast::Index { base, .. } => {
                self.pattern_call(base, env).is_some()
            }
            _ => false,
        }
    }
}

/// A literal for a constant expression.
pub(crate) fn fold_constant(e: Expr) -> Expr {
    match crate::eval::constant(&e) {
        Some(value) => Expr::literal(value, e.ty, e.span),
        None => e,
    }
}

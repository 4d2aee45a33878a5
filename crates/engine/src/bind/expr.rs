//! Scalar expressions.

use std::sync::Arc;

use vigie_syntax::kql::ast::{self, BinaryOp, ExprKind as Ast, UnaryOp};
use vigie_syntax::{Diagnostic, Span, diagnostic::nearest};

use super::{Bind, Binder, Binding, Env, Failed, RowScope, is_hidden};
use crate::bound::{Expr, ExprKind};
use crate::registry;
use crate::types::Type;

impl Binder<'_> {
    /// Binds a scalar expression over the scope's row.
    pub(crate) fn expr(&mut self, e: &ast::Expr, env: &Env, scope: &mut RowScope) -> Bind<Expr> {
        self.spend(e.span)?;
        self.deeper(e.span, |b| b.expr_here(e, env, scope))
    }

    fn expr_here(&mut self, e: &ast::Expr, env: &Env, scope: &mut RowScope) -> Bind<Expr> {
        match &e.kind {
            Ast::Literal(literal) => self.literal(literal, e.span),
            Ast::Name(name) => self.name(name, e.span, env, scope),
            Ast::Parenthesized(inner) => self.expr(inner, env, scope),
            Ast::Unary { op, operand } => self.unary(*op, operand, e.span, env, scope),
            Ast::Binary {
                op,
                op_span,
                left,
                right,
            } => self.binary(*op, *op_span, left, right, e.span, env, scope),
            Ast::In {
                op,
                op_span: _,
                left,
                list,
            } => self.in_list(*op, left, list, e.span, env, scope),
            Ast::Between {
                negated,
                operand,
                low,
                high,
            } => self.between(*negated, operand, low, high, e.span, env, scope),
            Ast::Member { .. } | Ast::Index { .. } => self.path(e, env, scope),
            Ast::Call { name, arguments } => self.call(name, arguments, e.span, env, scope),
            Ast::MemberCall { .. } => Err(self.unsupported(
                "unsupported-expression",
                e.span,
                "a call on another cluster or database",
            )),
            Ast::Pipe { .. } | Ast::Datatable { .. } | Ast::ExternalData { .. } => {
                // A table where one value is asked for: its first cell.
                let rel = self.tabular(e, env)?.rel;
                Ok(self.first_cell(rel, e.span))
            }
            Ast::Star | Ast::Wildcard(_) => Err(self.error(
                "unexpected-star",
                e.span,
                "`*` stands for no single value here",
            )),
            Ast::List(_) | Ast::TypeOf(_) => Err(self.error(
                "unexpected-expression",
                e.span,
                "this is no scalar expression",
            )),
            Ast::Error => Err(Failed),
            _ => Err(self.unsupported_expression(e)),
        }
    }

    /// Apart from the others, so that a deep expression needs no more of the stack for it.
    fn unsupported_expression(&mut self, e: &ast::Expr) -> Failed {
        match &e.kind {
            Ast::Verbatim {
                construct: "literal",
                text,
            } => {
                let what = format!("`{text}`, of which no document says the value,");
                self.unsupported("unsupported-literal", e.span, &what)
            }
            _ => self.unsupported("unsupported-expression", e.span, "this expression"),
        }
    }

    pub(super) fn first_cell(&mut self, rel: crate::bound::RelRef, span: Span) -> Expr {
        Expr {
            ty: crate::subquery::first_type(&rel),
            kind: ExprKind::Scalar(rel),
            span,
        }
    }

    /// A column, then a variable.
    fn name(&mut self, name: &str, span: Span, env: &Env, scope: &mut RowScope) -> Bind<Expr> {
        if let Some((_, expr)) = scope.extra.iter().find(|(n, _)| n == name) {
            return Ok(expr.clone());
        }
        if let Some(column) = scope.column(name)
            && !is_hidden(name)
        {
            return Ok(Expr::column(column, span));
        }
        match env.get(name) {
            Some(Binding::Scalar(expr)) => {
                return Ok(Expr {
                    span,
                    ..expr.clone()
                });
            }
            Some(Binding::Table(rel)) => {
                let rel = Arc::clone(rel);
                return Ok(self.first_cell(rel, span));
            }
            Some(Binding::Function(f)) if f.function.parameters.is_empty() => {
                let f = std::rc::Rc::clone(f);
                return self.call_function(&f, &[], span, env, scope);
            }
            Some(_) => {
                return Err(self.error(
                    "not-a-value",
                    span,
                    format!("`{name}` is no scalar value"),
                ));
            }
            None => {}
        }
        if scope
            .right
            .as_ref()
            .is_some_and(|r| r.iter().any(|c| c.name == name))
        {
            return Err(self.error(
                "ambiguous-column",
                span,
                format!("`{name}` is a column of the right side and needs `$right.`"),
            ));
        }
        if let Some(column) = scope.split(name) {
            self.diagnostics.push(Diagnostic::warning(
                "split-column",
                span,
                format!(
                    "tables of this union have `{name}` with several types; it stands for `{}`",
                    column.name
                ),
            ));
            return Ok(Expr::column(column, span));
        }
        if let Some(pipe) = scope.pipe.as_ref().filter(|p| p.rel.open) {
            // Columns of the table come from data that is not read now.
            let value = self.unknown(Type::Dynamic, span);
            if !scope.fixed {
                scope.pipe = Some(pipe.opened(name, value.clone()));
            }
            return Ok(value);
        }
        Err(self.unknown_column(name, span, env, scope))
    }

    /// A value that only data would tell, while none is read; what runs all the same has nothing.
    pub(crate) fn unknown(&mut self, ty: Type, span: Span) -> Expr {
        self.unknowns = true;
        if self.reader.is_some() {
            return Expr::literal(crate::types::Value::missing(ty), ty, span);
        }
        let nothing = crate::bound::Rel {
            op: crate::bound::RelOp::Values(Arc::new(Vec::new())),
            columns: vec![crate::types::Column::new("unknown", ty)],
            span,
            ordered: false,
            open: false,
        };
        Expr {
            kind: ExprKind::Scalar(Arc::new(nothing)),
            ty,
            span,
        }
    }

    pub(crate) fn unknown_column(
        &mut self,
        name: &str,
        span: Span,
        env: &Env,
        scope: &RowScope,
    ) -> Failed {
        let columns: Vec<String> = scope
            .pipe
            .iter()
            .flat_map(super::row::Pipe::visible)
            .map(|c| c.name)
            .collect();
        let variables = env
            .entries()
            .filter(|(_, b)| matches!(b, Binding::Scalar(_)))
            .map(|(n, _)| n);
        let near = nearest(name, columns.iter().map(String::as_str).chain(variables));
        let mut diagnostic = if scope.pipe.is_some() {
            Diagnostic::error("unknown-column", span, format!("no column `{name}`"))
        } else {
            Diagnostic::error("unknown-name", span, format!("no value is called `{name}`"))
        };
        let of_types: Vec<String> = columns
            .iter()
            .filter(|c| {
                let rest = c.strip_prefix(name).and_then(|r| r.strip_prefix('_'));
                rest.is_some_and(|r| Type::from_name(r).is_some())
            })
            .map(|c| format!("`{c}`"))
            .collect();
        if of_types.len() > 1 {
            diagnostic = diagnostic.help(format!(
                "tables of a union have it with several types: write {}",
                of_types.join(" or ")
            ));
        } else if let Some(near) = near {
            let near = near.to_owned();
            diagnostic = diagnostic.help(format!("`{near}` has a similar name"));
            if let Some(help) = diagnostic.help.last_mut() {
                help.replacement = Some((span, near));
            }
        }
        self.fail(diagnostic)
    }

    fn unary(
        &mut self,
        op: UnaryOp,
        operand: &ast::Expr,
        span: Span,
        env: &Env,
        scope: &mut RowScope,
    ) -> Bind<Expr> {
        let value = self.expr(operand, env, scope)?;
        match op {
            UnaryOp::Plus => Ok(value),
            UnaryOp::Minus => self.function("negate", vec![value], span),
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one node of the tree"
    )]
    fn binary(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
        env: &Env,
        scope: &mut RowScope,
    ) -> Bind<Expr> {
        if matches!(left.kind, Ast::Star) && scope.pipe.is_some() {
            return self.any_column(op, op_span, right, span, env, scope);
        }
        // Both sides are bound before either failure stops: their errors belong together.
        let left = self.expr(left, env, scope);
        let right = self.expr(right, env, scope);
        let (left, right) = (left?, right?);
        match op {
            BinaryOp::And | BinaryOp::Or => {
                let left = self.side_of_logic(left)?;
                let right = self.side_of_logic(right)?;
                let (left, right) = (Box::new(left), Box::new(right));
                Ok(Expr {
                    kind: if op == BinaryOp::And {
                        ExprKind::And(left, right)
                    } else {
                        ExprKind::Or(left, right)
                    },
                    ty: Type::Bool,
                    span,
                })
            }
            BinaryOp::Add => self.arithmetic("add", "+", op_span, left, right, span),
            BinaryOp::Subtract => self.arithmetic("subtract", "-", op_span, left, right, span),
            BinaryOp::Multiply => self.arithmetic("multiply", "*", op_span, left, right, span),
            BinaryOp::Divide => self.arithmetic("divide", "/", op_span, left, right, span),
            BinaryOp::Modulo => self.arithmetic("modulo", "%", op_span, left, right, span),
            BinaryOp::Equal => self.comparison("equal", "==", op_span, left, right, span),
            BinaryOp::NotEqual => self.comparison("not_equal", "!=", op_span, left, right, span),
            BinaryOp::Less => self.comparison("less", "<", op_span, left, right, span),
            BinaryOp::LessOrEqual => {
                self.comparison("less_or_equal", "<=", op_span, left, right, span)
            }
            BinaryOp::Greater => self.comparison("greater", ">", op_span, left, right, span),
            BinaryOp::GreaterOrEqual => {
                self.comparison("greater_or_equal", ">=", op_span, left, right, span)
            }
            _ => self.string_operator(op, op_span, left, right, span),
        }
    }

    /// `has`, `contains`, `startswith`, … and their negations.
    pub(super) fn string_operator(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Bind<Expr> {
        use BinaryOp as B;
        let (name, negated) = match op {
            B::EqualTilde => ("equals_tilde", false),
            B::BangTilde => ("equals_tilde", true),
            B::Has | B::Colon => ("has", false),
            B::NotHas => ("has", true),
            B::HasCs => ("has_cs", false),
            B::NotHasCs => ("has_cs", true),
            B::HasPrefix => ("hasprefix", false),
            B::NotHasPrefix => ("hasprefix", true),
            B::HasPrefixCs => ("hasprefix_cs", false),
            B::NotHasPrefixCs => ("hasprefix_cs", true),
            B::HasSuffix => ("hassuffix", false),
            B::NotHasSuffix => ("hassuffix", true),
            B::HasSuffixCs => ("hassuffix_cs", false),
            B::NotHasSuffixCs => ("hassuffix_cs", true),
            B::Contains => ("contains", false),
            B::NotContains => ("contains", true),
            B::ContainsCs => ("contains_cs", false),
            B::NotContainsCs => ("contains_cs", true),
            B::StartsWith => ("startswith", false),
            B::NotStartsWith => ("startswith", true),
            B::StartsWithCs => ("startswith_cs", false),
            B::NotStartsWithCs => ("startswith_cs", true),
            B::EndsWith => ("endswith", false),
            B::NotEndsWith => ("endswith", true),
            B::EndsWithCs => ("endswith_cs", false),
            B::NotEndsWithCs => ("endswith_cs", true),
            B::MatchesRegex => ("matches_regex", false),
            _ => {
                return Err(self.unsupported("unsupported-operator", op_span, "this operator"));
            }
        };
        let left = self.text_operand(left, op_span)?;
        let right = self.text_operand(right, op_span)?;
        let call = self.function(name, vec![left, right], span)?;
        Ok(if negated { not(call) } else { call })
    }

    /// The operand of a string operator: dynamic is read as its text.
    pub(super) fn text_operand(&mut self, e: Expr, op_span: Span) -> Bind<Expr> {
        match e.ty {
            Type::String => Ok(e),
            Type::Dynamic | Type::Guid => Ok(self.converted(e, Type::String)),
            other => Err(self.fail(
                Diagnostic::error(
                    "type-mismatch",
                    e.span,
                    format!("this operator requires a string, found {other}"),
                )
                .label(op_span, "required by this operator")
                .help("convert with `tostring()`"),
            )),
        }
    }

    /// A condition: a bool, or a dynamic that may hold one.
    pub(crate) fn condition(&mut self, e: Expr) -> Bind<Expr> {
        match e.ty {
            Type::Bool => Ok(e),
            Type::Dynamic if self.unknowns => Ok(self.converted(e, Type::Bool)),
            other => {
                let refused = Diagnostic::error(
                    "type-mismatch",
                    e.span,
                    format!("a condition requires a bool, found {other}"),
                );
                Err(self.fail(match other {
                    Type::Dynamic => refused.help("convert it with `tobool()` first"),
                    _ => refused,
                }))
            }
        }
    }

    /// A side of `and` or `or`, which may be dynamic.
    fn side_of_logic(&mut self, e: Expr) -> Bind<Expr> {
        match e.ty {
            Type::Dynamic => Ok(self.converted(e, Type::Bool)),
            _ => self.condition(e),
        }
    }

    /// The expression as another type; a literal is converted at once.
    pub(crate) fn converted(&mut self, e: Expr, to: Type) -> Expr {
        if e.ty == to {
            return e;
        }
        if let Some(value) = e.as_literal() {
            let value = crate::types::convert::convert(value, to);
            return Expr::literal(value, to, e.span);
        }
        let span = e.span;
        Expr {
            kind: ExprKind::Convert(Box::new(e)),
            ty: to,
            span,
        }
    }

    /// A call of one of our functions by name with bound arguments.
    pub(crate) fn function(&mut self, name: &str, args: Vec<Expr>, span: Span) -> Bind<Expr> {
        match registry::function(name) {
            Some(function) => self.apply(function, args, span),
            None => Err(self.unsupported(
                "unsupported-function",
                span,
                &format!("the function `{name}`"),
            )),
        }
    }
}

/// The negation of a condition; of a literal at once.
pub(crate) fn not(e: Expr) -> Expr {
    if let Some(value) = e.as_literal() {
        let value = value
            .as_bool()
            .map_or(crate::types::Value::Null, |b| crate::types::Value::Bool(!b));
        return Expr::literal(value, Type::Bool, e.span);
    }
    let span = e.span;
    Expr {
        kind: ExprKind::Not(Box::new(e)),
        ty: Type::Bool,
        span,
    }
}

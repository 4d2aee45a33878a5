//! Paths into dynamic values: `d.a.b`, `d["a"]`, `d[0]`.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{self, ExprKind as Ast};

use super::{Bind, Binder, Env, RowScope};
use crate::bound::{Expr, ExprKind};
use crate::types::{Type, Value};

impl Binder<'_> {
    /// A chain of members and elements. A constant chain is one call, which reads the text once.
    pub(super) fn path(&mut self, e: &ast::Expr, env: &Env, scope: &mut RowScope) -> Bind<Expr> {
        let mut steps = Vec::new();
        let mut at = e;
        let base = loop {
            match &at.kind {
                Ast::Member { base, name } => {
                    if let Some(side) = self.side(base, &name.text, name.span, env, scope)? {
                        break side;
                    }
                    let step =
                        Expr::literal(Value::string(name.text.clone()), Type::String, name.span);
                    steps.push(step);
                    at = base;
                }
                Ast::Index { base, index } => {
                    let index = self.expr(index, env, scope)?;
                    if !matches!(
                        index.ty,
                        Type::String | Type::Int | Type::Long | Type::Dynamic
                    ) {
                        return Err(self.error(
                            "type-mismatch",
                            index.span,
                            format!("an index requires a string or a long, found {}", index.ty),
                        ));
                    }
                    steps.push(index);
                    at = base;
                }
                Ast::Parenthesized(inner)
                    if matches!(inner.kind, Ast::Member { .. } | Ast::Index { .. }) =>
                {
                    at = inner;
                }
                _ => break self.base(at, env, scope)?,
            }
        };
        if steps.is_empty() {
            return Ok(base);
        }
        steps.reverse();
        let base = match base.ty {
            Type::Dynamic => base,
            other => {
                return Err(self.fail(
                    vigie_syntax::Diagnostic::error(
                        "not-dynamic",
                        base.span,
                        format!("a value of type {other} has no members"),
                    )
                    .help("read text as JSON with `parse_json()` first"),
                ));
            }
        };
        self.steps(base, steps, e.span)
    }

    /// What a path begins at. A dynamic column that `column_ifexists` gives as text keeps its
    /// members.
    fn base(&mut self, e: &ast::Expr, env: &Env, scope: &mut RowScope) -> Bind<Expr> {
        let base = self.expr(e, env, scope)?;
        let chosen = matches!(&e.kind, Ast::Call { name, .. }
            if matches!(name.text.as_str(), "column_ifexists" | "columnifexists"));
        Ok(match base.kind {
            ExprKind::Convert(column) if chosen && column.ty == Type::Dynamic => *column,
            kind => Expr { kind, ..base },
        })
    }

    fn steps(&mut self, base: Expr, steps: Vec<Expr>, span: Span) -> Bind<Expr> {
        if steps
            .iter()
            .all(|s| s.as_literal().is_some() && s.ty != Type::Dynamic)
        {
            let mut args = vec![base];
            args.extend(steps);
            return self.function("dynamic_path", args, span);
        }
        let mut value = base;
        for step in steps {
            let name = if step.ty == Type::String {
                "dynamic_member"
            } else {
                "dynamic_index"
            };
            value = self.function(name, vec![value, step], span)?;
        }
        Ok(value)
    }

    /// `$left.a` and `$right.a` in `join`.
    fn side(
        &mut self,
        base: &ast::Expr,
        name: &str,
        span: Span,
        env: &Env,
        scope: &mut RowScope,
    ) -> Bind<Option<Expr>> {
        let Ast::Name(side) = &base.kind else {
            return Ok(None);
        };
        if let Some((_, members)) = scope.members.iter().find(|(n, _)| n == side) {
            return match members.iter().find(|(n, _)| n == name) {
                Some((_, value)) => Ok(Some(Expr {
                    span,
                    ..value.clone()
                })),
                None => Err(self.error(
                    "unknown-column",
                    span,
                    format!("`{side}` has no column `{name}`"),
                )),
            };
        }
        let column = match side.as_str() {
            "$left" => scope.column(name),
            "$right" => scope
                .right
                .as_ref()
                .and_then(|columns| columns.iter().find(|c| c.name == name)),
            _ => return Ok(None),
        };
        match column {
            Some(column) => Ok(Some(Expr::column(column, span))),
            None if side == "$left" && scope.pipe.as_ref().is_some_and(|p| p.rel.open) => {
                let value = self.unknown(Type::Dynamic, span);
                if let Some(pipe) = scope.pipe.as_ref().filter(|_| !scope.fixed) {
                    scope.pipe = Some(pipe.opened(name, value.clone()));
                }
                Ok(Some(value))
            }
            // Columns of the table come from data that is not read now.
            None if scope.pipe.as_ref().is_some_and(|p| p.rel.open) => {
                Ok(Some(self.unknown(Type::String, span)))
            }
            None => Err(self.unknown_column(name, span, env, scope)),
        }
    }
}

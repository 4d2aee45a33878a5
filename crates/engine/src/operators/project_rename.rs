//! `T | project-rename new = old`: other names, same places.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{ExprKind as Ast, NamedExpr};

use crate::bind::{Bind, Binder, Env, Pipe, RowScope};
use crate::bound::Expr;
use crate::types::{Column, Type};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    mut input: Pipe,
    items: &[NamedExpr],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let mut renamed: Vec<(String, String)> = Vec::new();
    for item in items {
        let (Ast::Name(old), [new]) = (&item.expr.kind, item.names.as_slice()) else {
            return Err(b.error(
                "unexpected-expression",
                item.expr.span,
                "`project-rename` requires `new = old`",
            ));
        };
        if input.rel.column(old).is_none() {
            if input.rel.open {
                input = input.opened(old, b.unknown(Type::Dynamic, item.expr.span));
                renamed.push((old.clone(), new.text.clone()));
                continue;
            }
            let scope = RowScope::of(input);
            return Err(b.unknown_column(old, item.expr.span, env, &scope));
        }
        renamed.push((old.clone(), new.text.clone()));
    }
    let mut columns: Vec<(Column, Expr)> = Vec::new();
    for column in input.visible() {
        let name = renamed
            .iter()
            .find(|(old, _)| *old == column.name)
            .map_or(&column.name, |(_, new)| new);
        if columns.iter().any(|(c, _)| c.name == *name) {
            return Err(b.error(
                "duplicate-column",
                span,
                format!("a column `{name}` is there already"),
            ));
        }
        columns.push((
            Column::new(name.clone(), column.ty),
            Expr::column(&column, span),
        ));
    }
    Ok(input.project(columns, span))
}

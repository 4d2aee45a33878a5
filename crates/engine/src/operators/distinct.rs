//! `T | distinct a, b`: one row for each combination of values.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{ExprKind, NamedExpr};

use crate::bind::{Bind, Binder, Env, Failed, Names, Pipe, RowScope, implied};
use crate::bound::{Expr, RelOp};
use crate::types::Column;

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    items: &[NamedExpr],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let visible = input.visible();
    let per = Arc::clone(&input.per);
    let mut scope = RowScope::of(input);
    let mut names = Names::default();
    let mut keys: Vec<(Column, Expr)> = Vec::new();
    for item in items {
        if matches!(item.expr.kind, ExprKind::Star) {
            // A column that stands before the star is not there twice.
            for column in visible
                .iter()
                .filter(|c| !names.has(&c.name))
                .collect::<Vec<_>>()
            {
                names.take(&column.name);
                keys.push((column.clone(), Expr::column(column, item.expr.span)));
            }
            continue;
        }
        let value = b.expr(&item.expr, env, &mut scope)?;
        let name = match item.names.first() {
            Some(name) => names.free(&name.text),
            None => match implied(&item.expr) {
                Some(name) => names.free(&name),
                None => names.unnamed(),
            },
        };
        keys.push((Column::new(name, value.ty), value));
    }
    let pipe = scope.into_pipe().ok_or(Failed)?;
    keys.extend(per.iter().map(|c| (c.clone(), Expr::column(c, span))));
    let (columns, keys) = keys.into_iter().unzip();
    Ok(pipe.then(
        RelOp::Aggregate {
            input: Arc::clone(&pipe.rel),
            keys,
            aggregates: Vec::new(),
        },
        columns,
        span,
    ))
}

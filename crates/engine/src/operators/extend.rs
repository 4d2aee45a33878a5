//! `T | extend name = expression`: adds columns, or puts new values in place of old ones.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::NamedExpr;

use crate::bind::{Bind, Binder, Env, Failed, Names, Pipe, RowScope, implied_of};
use crate::bound::Expr;
use crate::types::Column;

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    items: &[NamedExpr],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let before = input.rel.columns.clone();
    let mut scope = RowScope::of(input);
    let mut names = Names::default();
    for column in &before {
        names.take(&column.name);
    }
    let mut bound = Vec::new();
    for item in items {
        bound.push(columns_of(b, item, env, &mut scope));
    }
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let before = pipe.kept(&before);
    let mut columns: Vec<(Column, Expr)> = before
        .iter()
        .map(|c| (c.clone(), Expr::column(c, span)))
        .collect();
    let mut given: Vec<String> = Vec::new();
    for item in bound {
        for (name, expr) in item? {
            let name = match name {
                Some(name) => name,
                None => names.unnamed(),
            };
            if given.contains(&name) {
                return Err(b.error(
                    "duplicate-column",
                    expr.span,
                    format!("`{name}` is given twice"),
                ));
            }
            given.push(name.clone());
            let column = Column::new(name.clone(), expr.ty);
            match columns.iter_mut().find(|(c, _)| c.name == name) {
                Some(old) => *old = (column, expr),
                None => {
                    names.take(&name);
                    columns.push((column, expr));
                }
            }
        }
    }
    Ok(pipe.project(columns, span))
}

/// The columns that one item gives: their names where there are any, and their values.
pub(crate) fn columns_of(
    b: &mut Binder<'_>,
    item: &NamedExpr,
    env: &Env,
    scope: &mut RowScope,
) -> Bind<Vec<(Option<String>, Expr)>> {
    if let Some(columns) = super::multi::columns(b, item, env, scope)? {
        return Ok(columns);
    }
    let value = b.expr(&item.expr, env, scope)?;
    if item.names.len() > 1 {
        return Err(b.error(
            "too-many-names",
            item.expr.span,
            format!("{} names are given for one value", item.names.len()),
        ));
    }
    let name = item.names.first().map(|n| n.text.clone());
    Ok(vec![(
        name.or_else(|| implied_of(&item.expr, &value)),
        value,
    )])
}

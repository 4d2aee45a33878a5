//! `T | project a, b = expression`: these columns and no others.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::NamedExpr;

use super::extend::columns_of;
use crate::bind::{Bind, Binder, Env, Failed, Names, Pipe, RowScope};
use crate::types::Column;

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    items: &[NamedExpr],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let mut scope = RowScope::of(input);
    let mut bound = Vec::new();
    for item in items {
        bound.push(columns_of(b, item, env, &mut scope));
    }
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let mut names = Names::default();
    let mut columns = Vec::new();
    for item in bound {
        for (name, expr) in item? {
            let name = match name {
                Some(name) if names.has(&name) => {
                    return Err(b.error(
                        "duplicate-column",
                        expr.span,
                        format!("a column `{name}` is there already"),
                    ));
                }
                Some(name) => names.free(&name),
                None => names.unnamed(),
            };
            columns.push((Column::new(name, expr.ty), expr));
        }
    }
    Ok(pipe.project(columns, span))
}

//! `print a = 1, 2`: one row of constants.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::NamedExpr;

use super::extend::columns_of;
use crate::bind::{Bind, Binder, Env, Failed, Names, Pipe, RowScope, one_row};
use crate::types::Column;

pub(crate) fn bind(b: &mut Binder<'_>, items: &[NamedExpr], env: &Env, span: Span) -> Bind<Pipe> {
    let mut scope = RowScope::of(Pipe::new(one_row(span)));
    let mut bound = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let named = !item.names.is_empty();
        bound.push((i, named, columns_of(b, item, env, &mut scope)));
    }
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let mut names = Names::default();
    let mut columns = Vec::new();
    for (i, named, item) in bound {
        let item = item?;
        // A function that gives several columns names them.
        let named = named || item.len() > 1;
        for (name, expr) in item {
            let name = match name {
                Some(name) if named && names.has(&name) => {
                    return Err(b.error(
                        "duplicate-column",
                        expr.span,
                        format!("a column `{name}` is there already"),
                    ));
                }
                Some(name) if named => names.free(&name),
                // There are no columns after whose names it could be called.
                _ => names.free(&format!("print_{i}")),
            };
            columns.push((Column::new(name, expr.ty), expr));
        }
    }
    Ok(pipe.project(columns, span))
}

//! Functions that give several columns at once, as `(a, b) = series_fit_line(…)`.

use vigie_syntax::kql::ast::{ExprKind as Ast, NamedExpr};

use crate::bind::{Bind, Binder, Env, RowScope, implied};
use crate::bound::Expr;
use crate::types::{Type, Value};

/// The columns of an item whose function gives several; `None` for every other item.
pub(crate) fn columns(
    b: &mut Binder<'_>,
    item: &NamedExpr,
    env: &Env,
    scope: &mut RowScope,
) -> Bind<Option<Vec<(Option<String>, Expr)>>> {
    let Ast::Call { name, arguments } = &item.expr.kind else {
        return Ok(None);
    };
    let span = item.expr.span;
    let Some(suffixes) = columns_of(&name.text) else {
        return Ok(None);
    };
    let value = b.expr(&item.expr, env, scope)?;
    let first = arguments
        .first()
        .and_then(|a| implied(&a.value))
        .unwrap_or_default();
    let mut columns = Vec::new();
    for (i, (suffix, ty)) in suffixes.iter().enumerate() {
        let index = Expr::literal(Value::Long(i as i64), Type::Long, span);
        let cell = b.function("dynamic_index", vec![value.clone(), index], span)?;
        let cell = b.converted(cell, *ty);
        let column = match item.names.as_slice() {
            [] => format!("{}_{first}{suffix}", name.text),
            names => match names.get(i) {
                Some(name) => name.text.clone(),
                None => break,
            },
        };
        columns.push((Some(column), cell));
    }
    Ok(Some(columns))
}

/// The suffixes and types of the columns of a function that gives several.
fn columns_of(_name: &str) -> Option<&'static [(&'static str, Type)]> {
    None
}

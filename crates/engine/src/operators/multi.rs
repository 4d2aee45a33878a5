//! Functions that give several columns at once, as `(a, b) = series_fit_line(…)`.

use vigie_syntax::kql::ast::{Argument, ExprKind as Ast, NamedExpr};

use crate::bind::{Bind, Binder, Env, RowScope, implied};
use crate::bound::Expr;
use crate::functions::multi::{Results, results};
use crate::types::{Type, Value};

/// A column with its name, where it has one.
pub(crate) type Named = (Option<String>, Expr);

/// The columns of an item whose function gives several; `None` for every other item.
///
/// Names that are given are given to the first columns, and the rest is left out; without names
/// each column has its own.
pub(crate) fn columns(
    b: &mut Binder<'_>,
    item: &NamedExpr,
    env: &Env,
    scope: &mut RowScope,
) -> Bind<Option<Vec<Named>>> {
    let Ast::Call { name, arguments } = &item.expr.kind else {
        return Ok(None);
    };
    let Some(results) = results(&name.text) else {
        return Ok(None);
    };
    let span = item.expr.span;
    let value = b.expr(&item.expr, env, scope)?;
    let own: Vec<(String, Type)> = match results {
        Results::Endings(endings) => {
            let first = arguments.first().and_then(|a| implied(&a.value));
            let start = format!("{}_{}", name.text, first.unwrap_or_default());
            endings
                .iter()
                .map(|(ending, ty)| (format!("{start}_{ending}"), *ty))
                .collect()
        }
        Results::Sorted => {
            // A bool behind the arrays is an option.
            let arrays = match arguments.split_last() {
                Some((last, arrays)) if b.expr(&last.value, env, scope)?.ty == Type::Bool => arrays,
                _ => arguments.as_slice(),
            };
            sorted_names(arrays)
        }
    };
    // With one array, the function gives that array itself.
    if matches!(results, Results::Sorted) && own.len() == 1 {
        let given = item.names.first().map(|n| n.text.clone());
        return Ok(Some(vec![(
            given.or(own.into_iter().next().map(|c| c.0)),
            value,
        )]));
    }
    let mut columns = Vec::new();
    for (i, (own, ty)) in own.into_iter().enumerate() {
        let given = match item.names.as_slice() {
            [] => own,
            names => match names.get(i) {
                Some(name) => name.text.clone(),
                None => break,
            },
        };
        let index = Expr::literal(Value::Long(i as i64), Type::Long, span);
        let cell = b.function("dynamic_index", vec![value.clone(), index], span)?;
        columns.push((Some(given), b.converted(cell, ty)));
    }
    Ok(Some(columns))
}

/// A name for each array of a sort: `x_sorted`, or `array1_sorted` where the argument has none.
fn sorted_names(arguments: &[Argument]) -> Vec<(String, Type)> {
    let names = arguments.iter().enumerate();
    names
        .map(|(at, argument)| {
            let name = implied(&argument.value).unwrap_or_else(|| format!("array{at}"));
            (format!("{name}_sorted"), Type::Dynamic)
        })
        .collect()
}

//! `T | sort by a desc` and `T | top n by a`.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast;

use crate::bind::{Bind, Binder, Env, Failed, Pipe, RowScope};
use crate::bound::{Expr, Rel, RelOp, SortKey};
use crate::types::Type;

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    keys: &[ast::SortKey],
    limit: Option<usize>,
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let before = input.rel.columns.clone();
    let per = Arc::clone(&input.per);
    let mut scope = RowScope::of(input);
    let bound = sort_keys(b, keys, env, &mut scope)?;
    let pipe = scope.into_pipe().ok_or(Failed)?;
    // Subtables stay together, in the order of their number.
    let mut all: Vec<SortKey> = per
        .iter()
        .map(|c| SortKey {
            expr: Expr::column(c, span),
            ascending: true,
            nulls_first: true,
        })
        .collect();
    all.extend(bound);
    let sorted = pipe.with(Arc::new(Rel {
        op: RelOp::Sort {
            input: Arc::clone(&pipe.rel),
            keys: all,
            limit: if per.is_empty() { limit } else { None },
        },
        columns: pipe.rel.columns.clone(),
        span,
        ordered: true,
        open: pipe.rel.open,
    }));
    let sorted = sorted.keep(&sorted.kept(&before), span);
    match limit {
        Some(count) if !per.is_empty() => super::take::bind(b, sorted, count, span),
        _ => Ok(sorted),
    }
}

/// Keys with Kusto's defaults: descending, nulls last when descending and first when ascending.
pub(crate) fn sort_keys(
    b: &mut Binder<'_>,
    keys: &[ast::SortKey],
    env: &Env,
    scope: &mut RowScope,
) -> Bind<Vec<SortKey>> {
    let mut bound = Vec::new();
    for key in keys {
        let expr = b.expr(&key.expr, env, scope)?;
        if expr.ty == Type::Dynamic && !expr.is_constant() && !b.unknowns {
            return Err(b.fail(
                vigie_syntax::Diagnostic::error(
                    "dynamic-key",
                    expr.span,
                    "a value of type dynamic has no order",
                )
                .help("convert with `tostring()` or `tolong()` first"),
            ));
        }
        let ascending = key.ascending.unwrap_or(false);
        bound.push(SortKey {
            expr,
            ascending,
            nulls_first: key.nulls_first.unwrap_or(ascending),
        });
    }
    Ok(bound)
}

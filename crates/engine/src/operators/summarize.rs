//! `T | summarize total = sum(x) by key`: one row for each group.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{ExprKind as Ast, NamedExpr};

use crate::bind::{Bind, Binder, Env, Failed, Names, Pipe, RowScope, implied_of};
use crate::bound::{AggregateCall, Expr, Rel, RelOp};
use crate::registry;
use crate::types::{Column, Type};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    items: &[NamedExpr],
    by: &[NamedExpr],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    if items.is_empty() && by.is_empty() {
        return Err(b.error(
            "empty-summarize",
            span,
            "`summarize` requires an aggregate or a key",
        ));
    }
    let visible = input.visible();
    let per = Arc::clone(&input.per);
    let mut names = Names::default();
    let mut scope = RowScope::of(input);
    let mut keys: Vec<Bind<(Column, Expr)>> = Vec::new();
    for key in by {
        keys.push(group_key(b, key, env, &mut scope, &mut names));
    }
    let pipe = scope.into_pipe().ok_or(Failed)?;
    // `*` of arg_max stands for the columns that are no keys.
    let key_columns: Vec<&str> = by
        .iter()
        .filter_map(|k| match &k.expr.kind {
            Ast::Name(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let star: Vec<Column> = visible
        .into_iter()
        .filter(|c| !key_columns.contains(&c.name.as_str()))
        .collect();
    let mut scope = Binder::aggregate_scope(&pipe);
    let mut bound = Vec::new();
    for item in items {
        bound.push(b.aggregated(item, env, &mut scope, &star, &mut names));
    }
    let calls = scope.aggregates.take().unwrap_or_default();
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let mut keys: Vec<(Column, Expr)> = keys.into_iter().collect::<Bind<_>>()?;
    let shown_keys = keys.len();
    keys.extend(per.iter().map(|c| (c.clone(), Expr::column(c, span))));
    let grouped = grouped(&pipe, &keys, calls, span);
    let mut columns: Vec<(Column, Expr)> = keys[..shown_keys]
        .iter()
        .map(|(c, _)| (c.clone(), Expr::column(c, span)))
        .collect();
    for item in bound {
        columns.extend(item?.columns);
    }
    Ok(grouped.project(columns, span))
}

/// The aggregation itself: keys, then hidden columns of the calls.
pub(crate) fn grouped(
    pipe: &Pipe,
    keys: &[(Column, Expr)],
    calls: Vec<(Column, AggregateCall)>,
    span: Span,
) -> Pipe {
    let mut columns: Vec<Column> = keys.iter().map(|(c, _)| c.clone()).collect();
    let (hidden, aggregates): (Vec<Column>, Vec<AggregateCall>) = calls.into_iter().unzip();
    columns.extend(hidden);
    pipe.with(Arc::new(Rel {
        op: RelOp::Aggregate {
            input: Arc::clone(&pipe.rel),
            keys: keys.iter().map(|(_, e)| e.clone()).collect(),
            aggregates,
        },
        columns,
        span,
        ordered: false,
        open: pipe.rel.open,
    }))
}

/// One key of `by`, with its name.
pub(crate) fn group_key(
    b: &mut Binder<'_>,
    key: &NamedExpr,
    env: &Env,
    scope: &mut RowScope,
    names: &mut Names,
) -> Bind<(Column, Expr)> {
    let value = b.expr(&key.expr, env, scope)?;
    if value.ty == Type::Dynamic && !value.is_constant() && !b.unknowns {
        return Err(b.fail(
            vigie_syntax::Diagnostic::error(
                "dynamic-key",
                value.span,
                "a value of type dynamic cannot be a group's key",
            )
            .help("convert with `tostring()` first"),
        ));
    }
    let name = match key.names.first() {
        Some(name) => names.free(&name.text),
        None => match implied_of(&key.expr, &value) {
            Some(name) => names.free(&name),
            None => names.unnamed(),
        },
    };
    Ok((Column::new(name, value.ty), value))
}

/// A call of an aggregate that an operator makes by itself.
pub(crate) fn aggregate_call(
    b: &mut Binder<'_>,
    name: &str,
    args: Vec<Expr>,
    gives: Vec<Type>,
    row: bool,
    span: Span,
) -> Bind<AggregateCall> {
    let Some(aggregate) = registry::aggregate(name) else {
        return Err(b.unsupported(
            "unsupported-function",
            span,
            &format!("the aggregate `{name}`"),
        ));
    };
    Ok(AggregateCall {
        aggregate,
        args,
        gives,
        row,
        span,
    })
}

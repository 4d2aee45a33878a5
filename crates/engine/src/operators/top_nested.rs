//! `T | top-nested 2 of a by sum(x), top-nested 3 of b by count()`: the best values of a column,
//! for each of them the best of the next.
//!
//! Source: the page "top-nested operator" of the Kusto documentation.

use std::sync::Arc;

use vigie_syntax::kql::ast::{Operator, TopNestedClause};

use super::join::joined;
use super::summarize::grouped;
use crate::bind::{Bind, Binder, Env, Failed, Names, Pipe, RowScope, implied};
use crate::bound::{Expr, JoinKind, Rel, RelOp, SortKey};
use crate::kernels::per::TakePer;
use crate::types::{Column, Type};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    clauses: &[TopNestedClause],
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let span = op.span;
    let mut names = Names::default();
    // Each level's column is computed once, on the rows.
    let mut scope = RowScope::of(input);
    let mut keys: Vec<(Column, Expr)> = Vec::new();
    for clause in clauses {
        if clause.others.is_some() {
            return Err(b.unsupported(
                "unsupported-option",
                op.span,
                "`with others` in `top-nested`",
            ));
        }
        let value = b.expr(&clause.of.expr, env, &mut scope)?;
        let name = match clause.of.names.first() {
            Some(name) => name.text.clone(),
            None => implied(&clause.of.expr).unwrap_or_else(|| "Column1".to_owned()),
        };
        keys.push((Column::new(name, value.ty), value));
    }
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let mut result: Option<(Pipe, Vec<Column>)> = None;
    for (level, clause) in clauses.iter().enumerate() {
        let count = match &clause.count {
            Some(count) => b.count(count, env, "`top-nested`")?,
            None => usize::MAX,
        };
        let best = level_of(
            b,
            &pipe,
            &keys[..=level],
            clause,
            count,
            &mut names,
            env,
            span,
        )?;
        result = Some(match result {
            None => best,
            Some(above) => below(&above, &best, level, span),
        });
    }
    let (pipe, shown) = result.ok_or(Failed)?;
    Ok(pipe.keep(&shown, span))
}

/// The best values of one level, each with the values above it.
#[expect(clippy::too_many_arguments, reason = "the parts of one clause")]
fn level_of(
    b: &mut Binder<'_>,
    pipe: &Pipe,
    keys: &[(Column, Expr)],
    clause: &TopNestedClause,
    count: usize,
    names: &mut Names,
    env: &Env,
    span: vigie_syntax::Span,
) -> Bind<(Pipe, Vec<Column>)> {
    let mut scope = Binder::aggregate_scope(pipe);
    let mut own_names = Names::default();
    let item = b.aggregated(&clause.by, env, &mut scope, &[], &mut own_names)?;
    let calls = scope.aggregates.take().unwrap_or_default();
    // Names of this level's own, so that levels can be joined.
    let hidden: Vec<(Column, Expr)> = keys
        .iter()
        .map(|(c, e)| (Column::new(b.hidden_name(), c.ty), e.clone()))
        .collect();
    let groups = grouped(pipe, &hidden, calls, span);
    let (key, _) = keys.last().ok_or(Failed)?;
    let shown_key = Column::new(names.free(&key.name), key.ty);
    let (_, value) = item.columns.into_iter().next().ok_or(Failed)?;
    let name = match clause.by.names.first() {
        Some(name) => name.text.clone(),
        None => format!("aggregated_{}", key.name),
    };
    let shown_value = Column::new(names.free(&name), value.ty);
    let mut columns: Vec<(Column, Expr)> = hidden[..hidden.len() - 1]
        .iter()
        .map(|(c, _)| (c.clone(), Expr::column(c, span)))
        .collect();
    let own = &hidden[hidden.len() - 1].0;
    columns.push((shown_key.clone(), Expr::column(own, span)));
    columns.push((shown_value.clone(), value));
    let groups = groups.project(columns, span);
    let parents: Vec<Column> = hidden[..hidden.len() - 1]
        .iter()
        .map(|(c, _)| c.clone())
        .collect();
    let ascending = clause.ascending == Some(true);
    let sorted = groups.with(Arc::new(Rel {
        op: RelOp::Sort {
            input: Arc::clone(&groups.rel),
            keys: vec![SortKey {
                expr: Expr::column(&shown_value, span),
                ascending,
                nulls_first: ascending,
            }],
            limit: None,
        },
        columns: groups.rel.columns.clone(),
        span,
        ordered: true,
        open: false,
    }));
    let columns = sorted.rel.columns.clone();
    let best = sorted.then(
        RelOp::Kernel {
            input: Arc::clone(&sorted.rel),
            kernel: Arc::new(TakePer::new(&columns, &parents, count)),
        },
        columns,
        span,
    );
    Ok((best, vec![shown_key, shown_value]))
}

/// A level joined below the ones above it.
fn below(
    above: &(Pipe, Vec<Column>),
    level: &(Pipe, Vec<Column>),
    depth: usize,
    span: vigie_syntax::Span,
) -> (Pipe, Vec<Column>) {
    let (upper, upper_shown) = above;
    let (lower, lower_shown) = level;
    // The first columns of the lower level are the values above it, in order; above they stand at
    // every second place.
    let on = (0..depth)
        .map(|i| {
            let up = Expr::column(&upper_shown[2 * i], span);
            let down = lower.rel.columns[i].clone();
            (up, Expr::column(&down, span))
        })
        .collect();
    let mut columns = upper.rel.columns.clone();
    columns.extend(lower.rel.columns.iter().cloned());
    let rel = joined(&upper.rel, &lower.rel, JoinKind::Inner, on, columns, span);
    let shown: Vec<Column> = upper_shown.iter().chain(lower_shown).cloned().collect();
    (Pipe::new(rel).keep(&shown, span), shown)
}

/// `T | top-hitters n of a by x`: the values with the greatest sums, or the most rows.
pub(crate) fn hitters(
    b: &mut Binder<'_>,
    input: Pipe,
    count: &vigie_syntax::kql::ast::Expr,
    of: &vigie_syntax::kql::ast::NamedExpr,
    by: Option<&vigie_syntax::kql::ast::Expr>,
    env: &Env,
    span: vigie_syntax::Span,
) -> Bind<Pipe> {
    let count = b.count(count, env, "`top-hitters`")?;
    let mut scope = RowScope::of(input);
    let key = b.expr(&of.expr, env, &mut scope)?;
    let weight = by.map(|by| b.expr(by, env, &mut scope)).transpose()?;
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let name = match of.names.first() {
        Some(name) => name.text.clone(),
        None => implied(&of.expr).unwrap_or_else(|| "Column1".to_owned()),
    };
    let (call, ty, value_name) = match (weight, by) {
        (Some(weight), Some(by)) => {
            let ty = if weight.ty == Type::Int {
                Type::Long
            } else {
                weight.ty
            };
            let name = format!("approximate_sum_{}", implied(by).unwrap_or_default());
            (
                super::summarize::aggregate_call(b, "sum", vec![weight], vec![ty], false, span)?,
                ty,
                name,
            )
        }
        _ => {
            let call = super::summarize::aggregate_call(
                b,
                "count",
                Vec::new(),
                vec![Type::Long],
                false,
                span,
            )?;
            (call, Type::Long, format!("approximate_count_{name}"))
        }
    };
    let key_column = Column::new(name, key.ty);
    let value = Column::new(value_name, ty);
    let groups = grouped(
        &pipe,
        &[(key_column, key)],
        vec![(value.clone(), call)],
        span,
    );
    Ok(groups.with(Arc::new(Rel {
        op: RelOp::Sort {
            input: Arc::clone(&groups.rel),
            keys: vec![SortKey {
                expr: Expr::column(&value, span),
                ascending: false,
                nulls_first: false,
            }],
            limit: Some(count),
        },
        columns: groups.rel.columns.clone(),
        span,
        ordered: true,
        open: false,
    })))
}

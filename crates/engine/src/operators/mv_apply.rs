//! `T | mv-apply x = d on (subquery)`: a subquery over the elements of each row.
//!
//! The rows are numbered and expanded; the number tells the subtables apart, and every operator of
//! the subquery works for each of its values. At the end the rows' other columns are joined back.

use std::sync::Arc;

use vigie_syntax::kql::ast::{ExprKind, MvApply, MvColumn, Operator};

use super::join::joined;
use super::mv_expand::{Details, expand};
use super::{parameter, word};
use crate::bind::{Bind, Binder, Env, Pipe, is_hidden};
use crate::bound::{Expr, JoinKind};
use crate::types::{Column, Type};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    apply: &MvApply,
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let limit = match &apply.limit {
        Some(limit) => b.count(limit, env, "`mv-apply`'s limit")?,
        None => usize::MAX,
    };
    let index = parameter(op, "with_itemindex")
        .and_then(|p| word(&p.value))
        .map(str::to_owned);
    let row = b.hidden_name();
    let outer_per = Arc::clone(&input.per);
    // The rows with their number, read once for the subquery and once to be joined back.
    let numbered = number(&input, &row, op.span);
    let details = Details {
        limit,
        index,
        bags_as_arrays: false,
    };
    let expanded = expand(b, numbered.clone(), &apply.columns, &details, op, env)?;
    let row_column = Column::new(row, Type::Long);
    let mut per = outer_per.to_vec();
    per.push(row_column.clone());
    let inner = Pipe {
        rel: Arc::clone(&expanded.rel),
        per: per.into(),
    };
    let result = b.over(&apply.body, inner, env)?;
    let given: Vec<Column> = result.visible();
    // What the subquery's result does not have comes from the row, but for what is expanded: with
    // `mv-apply a on`, `a` is a column of the subquery, at whose end it may or may not be. With
    // `mv-apply a = a on`, the row keeps its own.
    let own: Vec<&str> = apply.columns.iter().filter_map(expanded_in_place).collect();
    let row_columns: Vec<Column> = input
        .visible()
        .into_iter()
        .filter(|c| !own.contains(&c.name.as_str()))
        .collect();
    let missing: Vec<Column> = row_columns
        .iter()
        .filter(|c| !given.iter().any(|g| g.name == c.name))
        .cloned()
        .collect();
    let order: Vec<Column> = row_columns
        .iter()
        .filter_map(|c| {
            given
                .iter()
                .chain(&missing)
                .find(|g| g.name == c.name)
                .cloned()
        })
        .chain(
            given
                .iter()
                .filter(|g| !row_columns.iter().any(|c| c.name == g.name))
                .cloned(),
        )
        .collect();
    let joined = back(b, &result, &numbered, &missing, &row_column, op);
    let per_columns = outer_per
        .iter()
        .filter(|c| joined.rel.column(&c.name).is_some());
    let shown: Vec<Column> = order.into_iter().chain(per_columns.cloned()).collect();
    let pipe = Pipe {
        rel: joined.rel,
        per: outer_per,
    };
    Ok(pipe.keep(&shown, op.span))
}

/// The row's column that an item expands without giving it a name.
fn expanded_in_place(column: &MvColumn) -> Option<&str> {
    match (&column.name, &column.expr.kind) {
        (None, ExprKind::Name(name)) => Some(name),
        _ => None,
    }
}

fn number(input: &Pipe, row: &str, span: vigie_syntax::Span) -> Pipe {
    use crate::bound::RelOp;
    use crate::kernels::window::{Window, WindowKernel};
    let mut columns = input.rel.columns.clone();
    columns.push(Column::new(row, Type::Long));
    input.then(
        RelOp::Kernel {
            input: Arc::clone(&input.rel),
            kernel: Arc::new(WindowKernel {
                window: Window::RowNumber {
                    start: 1,
                    restart: None,
                },
                ty: Type::Long,
            }),
        },
        columns,
        span,
    )
}

/// The subquery's rows with the missing columns of the row each came from.
fn back(
    b: &mut Binder<'_>,
    result: &Pipe,
    numbered: &Pipe,
    missing: &[Column],
    row: &Column,
    op: &Operator,
) -> Pipe {
    if missing.is_empty()
        && numbered
            .rel
            .columns
            .iter()
            .all(|c| !is_hidden(&c.name) || c == row)
    {
        return result.clone();
    }
    let span = op.span;
    let other = Column::new(b.hidden_name(), Type::Long);
    let mut columns: Vec<(Column, Expr)> = vec![(other.clone(), Expr::column(row, span))];
    columns.extend(
        numbered
            .rel
            .columns
            .iter()
            .filter(|c| {
                missing.contains(c)
                    || (is_hidden(&c.name) && *c != row && result.rel.column(&c.name).is_none())
            })
            .map(|c| (c.clone(), Expr::column(c, span))),
    );
    let rows = Pipe::new(Arc::clone(&numbered.rel)).project(columns, span);
    let mut all = result.rel.columns.clone();
    all.extend(rows.rel.columns.iter().cloned());
    let rel = joined(
        &rows.rel,
        &result.rel,
        JoinKind::Inner,
        vec![(Expr::column(&other, span), Expr::column(row, span))],
        all,
        span,
    );
    result.with(rel)
}

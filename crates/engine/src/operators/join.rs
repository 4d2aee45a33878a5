//! `L | join kind=… (R) on key`: rows of two tables that belong together.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{BinaryOp, Expr as Ast, ExprKind, Operator};

use super::summarize::aggregate_call;
use super::{parameter, word};
use crate::bind::{Bind, Binder, Env, Names, Pipe, RowScope, wider};
use crate::bound::{Expr, ExprKind as Bound, JoinKind, Rel, RelOp, RelRef};
use crate::types::{Column, Type};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    mut left: Pipe,
    right: &Ast,
    on: &[Ast],
    has_where: bool,
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    if has_where {
        return Err(b.unsupported("unsupported-option", op.span, "`where` in `join`"));
    }
    let kind = parameter(op, "kind")
        .and_then(|p| word(&p.value))
        .unwrap_or("innerunique");
    let right = b.tabular(right, env)?;
    let keys = keys(b, &mut left, &right, on, env)?;
    if keys.is_empty() {
        return Err(b.error("missing-on", op.span, "`join` requires an `on` clause"));
    }
    let span = op.span;
    let kind = match kind {
        "innerunique" => {
            let left = first_of_each(b, &left, &keys, span)?;
            return Ok(both(&left, &right, JoinKind::Inner, keys, span));
        }
        "inner" => JoinKind::Inner,
        "leftouter" => JoinKind::LeftOuter,
        "rightouter" => JoinKind::RightOuter,
        "fullouter" => JoinKind::FullOuter,
        "leftsemi" => JoinKind::LeftSemi,
        "leftanti" | "anti" | "leftantisemi" => JoinKind::LeftAnti,
        "rightsemi" => JoinKind::RightSemi,
        "rightanti" | "rightantisemi" => JoinKind::RightAnti,
        other => {
            return Err(b.error(
                "unknown-join-kind",
                span,
                format!("no kind of join is called `{other}`"),
            ));
        }
    };
    Ok(match kind {
        JoinKind::LeftSemi | JoinKind::LeftAnti => {
            one_side(&left, &right, kind, keys, left.rel.columns.clone(), span)
        }
        JoinKind::RightSemi | JoinKind::RightAnti => {
            let columns = right.rel.columns.clone();
            one_side(&left, &right, kind, keys, columns, span)
        }
        _ => both(&left, &right, kind, keys, span),
    })
}

/// A pair of key expressions, over the left and over the right side.
pub(crate) type Keys = Vec<(Expr, Expr)>;

/// The keys of `on`: names that both sides have, or equalities of `$left` and `$right`.
pub(crate) fn keys(
    b: &mut Binder<'_>,
    left: &mut Pipe,
    right: &Pipe,
    on: &[Ast],
    env: &Env,
) -> Bind<Keys> {
    let mut found = Vec::new();
    for item in on {
        conjuncts(b, left, right, item, env, &mut found)?;
    }
    for (l, r) in &mut found {
        let (lt, rt) = (l.ty, r.ty);
        if lt == rt {
            continue;
        }
        if lt.is_numeric() && rt.is_numeric() {
            let ty = wider(lt, rt);
            *l = b.converted(l.clone(), ty);
            *r = b.converted(r.clone(), ty);
        } else if lt == Type::Dynamic {
            *l = b.converted(l.clone(), rt);
        } else if rt == Type::Dynamic {
            *r = b.converted(r.clone(), lt);
        } else {
            return Err(b.error(
                "type-mismatch",
                l.span,
                format!("the keys of a join require one type, found {lt} and {rt}"),
            ));
        }
    }
    Ok(found)
}

fn conjuncts(
    b: &mut Binder<'_>,
    left: &mut Pipe,
    right: &Pipe,
    item: &Ast,
    env: &Env,
    found: &mut Keys,
) -> Bind<()> {
    match &item.kind {
        ExprKind::Parenthesized(inner) => conjuncts(b, left, right, inner, env, found),
        ExprKind::Binary {
            op: BinaryOp::And,
            left: x,
            right: y,
            ..
        } => {
            conjuncts(b, left, right, x, env, found)?;
            conjuncts(b, left, right, y, env, found)
        }
        ExprKind::Binary {
            op: BinaryOp::Equal,
            left: x,
            right: y,
            ..
        } => {
            let (x, y) = if mentions(x, "$right") || mentions(y, "$left") {
                (y, x)
            } else {
                (x, y)
            };
            let l = side(b, left, None, x, env)?;
            let r = side(
                b,
                &mut right.clone(),
                Some(right.rel.columns.clone()),
                y,
                env,
            )?;
            found.push((l, r));
            Ok(())
        }
        _ => {
            let l = side(b, left, None, item, env)?;
            let r = side(
                b,
                &mut right.clone(),
                Some(right.rel.columns.clone()),
                item,
                env,
            )?;
            if !matches!(l.kind, Bound::Column(_)) {
                return Err(b.error(
                    "bad-join-key",
                    item.span,
                    "a key of a join is a column or an equality of `$left` and `$right`",
                ));
            }
            found.push((l, r));
            Ok(())
        }
    }
}

fn side(
    b: &mut Binder<'_>,
    pipe: &mut Pipe,
    right: Option<Vec<Column>>,
    e: &Ast,
    env: &Env,
) -> Bind<Expr> {
    let mut scope = RowScope::of(pipe.clone());
    scope.fixed = right.is_some();
    scope.right = right;
    let value = b.expr(e, env, &mut scope)?;
    // A name that an open table does not have is a column of it from there on.
    if scope.pipe.as_ref().is_some_and(|p| p.rel.open) && scope.right.is_none() {
        *pipe = scope.into_pipe().ok_or(crate::bind::Failed)?;
    } else if scope
        .pipe
        .is_some_and(|p| p.rel.columns != pipe.rel.columns)
    {
        return Err(b.each_row(e.span));
    }
    Ok(value)
}

fn mentions(e: &Ast, side: &str) -> bool {
    match &e.kind {
        ExprKind::Member { base, .. } | ExprKind::Index { base, .. } => {
            matches!(&base.kind, ExprKind::Name(n) if n == side) || mentions(base, side)
        }
        ExprKind::Call { arguments, .. } => arguments.iter().any(|a| mentions(&a.value, side)),
        ExprKind::Parenthesized(inner) => mentions(inner, side),
        _ => false,
    }
}

/// The left side with one row for each key: the first, as `innerunique` takes any.
fn first_of_each(b: &mut Binder<'_>, left: &Pipe, keys: &Keys, span: Span) -> Bind<Pipe> {
    let all = left.rel.columns.clone();
    let args: Vec<Expr> = all.iter().map(|c| Expr::column(c, span)).collect();
    let types: Vec<Type> = all.iter().map(|c| c.ty).collect();
    let call = aggregate_call(b, "take_any", args, types, true, span)?;
    let row = b.hidden_name();
    let key_columns: Vec<(Column, Expr)> = keys
        .iter()
        .map(|(l, _)| (Column::new(b.hidden_name(), l.ty), l.clone()))
        .collect();
    let grouped = super::summarize::grouped(
        left,
        &key_columns,
        vec![(Column::new(row.clone(), Type::Dynamic), call)],
        span,
    );
    let columns = all
        .into_iter()
        .enumerate()
        .map(|(index, column)| {
            let ty = column.ty;
            let kind = Bound::Field {
                row: row.clone(),
                index,
            };
            (column, Expr { kind, ty, span })
        })
        .collect();
    Ok(grouped.project(columns, span))
}

fn one_side(
    left: &Pipe,
    right: &Pipe,
    kind: JoinKind,
    keys: Keys,
    columns: Vec<Column>,
    span: Span,
) -> Pipe {
    // The names of the sides may be the same: the side that goes is renamed.
    let (l, r, keys) = disjoint(left, right, keys, span);
    let kept_left = matches!(kind, JoinKind::LeftSemi | JoinKind::LeftAnti);
    let kept = if kept_left {
        l.columns.clone()
    } else {
        r.columns.clone()
    };
    let joined = left.with(joined(&l, &r, kind, keys, kept.clone(), span));
    let renamed = columns
        .into_iter()
        .zip(&kept)
        .map(|(c, k)| (c, Expr::column(k, span)))
        .collect();
    joined.project(renamed, span)
}

/// An inner or outer join: the left columns, then the right ones, renamed where taken.
fn both(left: &Pipe, right: &Pipe, kind: JoinKind, keys: Keys, span: Span) -> Pipe {
    let (l, r, keys) = disjoint(left, right, keys, span);
    let columns: Vec<Column> = l.columns.iter().chain(&r.columns).cloned().collect();
    left.with(joined(&l, &r, kind, keys, columns, span))
}

/// Both sides with disjoint names: columns of the right get `1`, `2`, … where the left has them.
pub(crate) fn disjoint(
    left: &Pipe,
    right: &Pipe,
    keys: Keys,
    span: Span,
) -> (RelRef, RelRef, Keys) {
    let mut names = Names::default();
    for column in left.rel.columns.iter().chain(&right.rel.columns) {
        names.take(&column.name);
    }
    let mut renames: Vec<(String, String)> = Vec::new();
    let renamed: Vec<(Column, Expr)> = right
        .rel
        .columns
        .iter()
        .map(|c| {
            let column = if left.rel.column(&c.name).is_some() {
                let name = names.free(&c.name);
                renames.push((c.name.clone(), name.clone()));
                Column::new(name, c.ty)
            } else {
                c.clone()
            };
            (column, Expr::column(c, span))
        })
        .collect();
    if renames.is_empty() {
        return (Arc::clone(&left.rel), Arc::clone(&right.rel), keys);
    }
    let right = Pipe::new(Arc::clone(&right.rel)).project(renamed, span).rel;
    let keys = keys
        .into_iter()
        .map(|(l, r)| (l, rename(&r, &renames)))
        .collect();
    (Arc::clone(&left.rel), right, keys)
}

fn rename(e: &Expr, renames: &[(String, String)]) -> Expr {
    if let Bound::Column(name) = &e.kind
        && let Some((_, new)) = renames.iter().find(|(old, _)| old == name)
    {
        return Expr {
            kind: Bound::Column(new.clone()),
            ty: e.ty,
            span: e.span,
        };
    }
    let renamed: Result<Expr, std::convert::Infallible> =
        e.map_children(&mut |c| Ok(rename(c, renames)));
    match renamed {
        Ok(e) => e,
        Err(never) => match never {},
    }
}

pub(crate) fn joined(
    left: &RelRef,
    right: &RelRef,
    kind: JoinKind,
    on: Keys,
    columns: Vec<Column>,
    span: Span,
) -> RelRef {
    Arc::new(Rel {
        op: RelOp::Join {
            left: Arc::clone(left),
            right: Arc::clone(right),
            kind,
            on,
        },
        columns,
        span,
        ordered: false,
        open: left.open || right.open,
    })
}

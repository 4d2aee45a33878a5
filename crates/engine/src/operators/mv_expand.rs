//! `T | mv-expand d`: one row for each element of an array or bag.

use std::sync::Arc;

use vigie_syntax::kql::ast::{Expr as Ast, MvColumn, Operator};

use super::{parameter, word};
use crate::bind::{Bind, Binder, Env, Failed, Pipe, RowScope, implied};
use crate::bound::{Expr, RelOp};
use crate::kernels::mv_expand::{Expanded, MvExpand};
use crate::types::{Column, Type};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    columns: &[MvColumn],
    limit: Option<&Ast>,
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let limit = match limit {
        Some(limit) => b.count(limit, env, "`mv-expand`'s limit")?,
        None => usize::MAX,
    };
    let index = parameter(op, "with_itemindex")
        .and_then(|p| word(&p.value))
        .map(str::to_owned);
    let kind = parameter(op, "bagexpansion").or_else(|| parameter(op, "kind"));
    let bags_as_arrays = kind.and_then(|p| word(&p.value)) == Some("array");
    expand(
        b,
        input,
        columns,
        &Details {
            limit,
            index,
            bags_as_arrays,
        },
        op,
        env,
    )
}

/// What else is asked of an expansion.
pub(crate) struct Details {
    pub(crate) limit: usize,
    /// A column for the element's number.
    pub(crate) index: Option<String>,
    pub(crate) bags_as_arrays: bool,
}

pub(crate) fn expand(
    b: &mut Binder<'_>,
    input: Pipe,
    columns: &[MvColumn],
    details: &Details,
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let span = op.span;
    let mut scope = RowScope::of(input);
    let mut values: Vec<(String, Expr, Type)> = Vec::new();
    for column in columns {
        let value = b.expr(&column.expr, env, &mut scope)?;
        if value.ty != Type::Dynamic {
            return Err(b.error(
                "type-mismatch",
                value.span,
                format!("`mv-expand` requires a dynamic value, found {}", value.ty),
            ));
        }
        let name = match (&column.name, implied(&column.expr)) {
            (Some(name), _) => name.text.clone(),
            (None, Some(name)) => name,
            (None, None) => "Column1".to_owned(),
        };
        let ty = match &column.to {
            Some(name) => Type::from_name(&name.text).ok_or_else(|| {
                b.error(
                    "unknown-type",
                    name.span,
                    format!("no type `{}`", name.text),
                )
            })?,
            None => Type::Dynamic,
        };
        values.push((name, value, ty));
    }
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let before = pipe.rel.columns.clone();
    let hidden: Vec<(Column, Expr)> = values
        .iter()
        .map(|(_, value, _)| (Column::new(b.hidden_name(), Type::Dynamic), value.clone()))
        .collect();
    let first_hidden = before.len();
    let widened = pipe.extend(hidden, span);
    let mut shown = before.clone();
    let mut expanded = Vec::new();
    for (i, (name, _, ty)) in values.iter().enumerate() {
        let to = match shown.iter().position(|c| c.name == *name) {
            Some(at) => {
                shown[at].ty = *ty;
                at
            }
            None => {
                shown.push(Column::new(name.clone(), *ty));
                shown.len() - 1
            }
        };
        expanded.push(Expanded {
            from: first_hidden + i,
            to,
            ty: *ty,
        });
    }
    let mut place = |name: &Option<String>| {
        name.as_ref().map(|name| {
            shown.push(Column::new(name.clone(), Type::Long));
            shown.len() - 1
        })
    };
    let index = place(&details.index);
    // A column that is expanded is not copied into each of its rows.
    let stays = |place: &usize| expanded.iter().all(|e: &Expanded| e.to != *place);
    let kernel = MvExpand {
        keep: (0..before.len()).filter(stays).collect(),
        columns: expanded,
        index,
        limit: details.limit,
        bags_as_arrays: details.bags_as_arrays,
        width: shown.len(),
    };
    Ok(widened.then(
        RelOp::Kernel {
            input: Arc::clone(&widened.rel),
            kernel: Arc::new(kernel),
        },
        shown,
        span,
    ))
}

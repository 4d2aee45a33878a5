//! `F | lookup kind=… (D) on key`: adds the columns of a dimension table.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Expr as Ast, Operator};

use super::join::{disjoint, joined, keys};
use super::{parameter, word};
use crate::bind::{Bind, Binder, Env, Pipe};
use crate::bound::{ExprKind, JoinKind, RelOp};
use crate::kernels::backwards::Backwards;
use crate::types::Column;

pub(crate) fn bind(
    b: &mut Binder<'_>,
    mut left: Pipe,
    right: &Ast,
    on: &[Ast],
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let kind = match parameter(op, "kind").and_then(|p| word(&p.value)) {
        None | Some("leftouter") => JoinKind::LeftOuter,
        Some("inner") => JoinKind::Inner,
        Some(other) => {
            return Err(b.error(
                "unknown-join-kind",
                op.span,
                format!("`lookup` has no kind `{other}`"),
            ));
        }
    };
    let right = backwards(&b.tabular(right, env)?, op.span);
    let keys = keys(b, &mut left, &right, on, env)?;
    if keys.is_empty() {
        return Err(b.error("missing-on", op.span, "`lookup` requires an `on` clause"));
    }
    let (l, r, keys) = disjoint(&left, &right, keys, op.span);
    // The keys of the right side say nothing that the left does not.
    let key_names: Vec<&String> = keys
        .iter()
        .filter_map(|(_, r)| match &r.kind {
            ExprKind::Column(name) => Some(name),
            _ => None,
        })
        .collect();
    let shown: Vec<Column> = l
        .columns
        .iter()
        .chain(r.columns.iter().filter(|c| !key_names.contains(&&c.name)))
        .cloned()
        .collect();
    let all: Vec<Column> = l.columns.iter().chain(&r.columns).cloned().collect();
    let joined = left.with(joined(&l, &r, kind, keys.clone(), all, op.span));
    Ok(joined.keep(&shown, op.span))
}

/// The table with its last row first: of several rows that fit, the engine gives the last one first.
fn backwards(pipe: &Pipe, span: Span) -> Pipe {
    let columns = pipe.rel.columns.clone();
    pipe.then(
        RelOp::Kernel {
            input: Arc::clone(&pipe.rel),
            kernel: Arc::new(Backwards),
        },
        columns,
        span,
    )
}

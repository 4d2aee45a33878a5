//! `T | where predicate`: keeps the rows for which the predicate is true.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::Expr;

use crate::bind::{Bind, Binder, Env, Failed, Pipe, RowScope};
use crate::bound::RelOp;

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    predicate: &Expr,
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let before = input.rel.columns.clone();
    let mut scope = RowScope::of(input);
    let predicate = b.expr(predicate, env, &mut scope)?;
    let predicate = b.condition(predicate)?;
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let columns = pipe.rel.columns.clone();
    let filtered = pipe.then(
        RelOp::Filter {
            input: Arc::clone(&pipe.rel),
            predicate,
        },
        columns,
        span,
    );
    Ok(filtered.keep(&filtered.kept(&before), span))
}

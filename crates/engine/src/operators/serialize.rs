//! `T | serialize n = row_number()`: fixes the order of rows, and extends.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::NamedExpr;

use crate::bind::{Bind, Binder, Env, Pipe};
use crate::bound::Rel;

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    items: &[NamedExpr],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let ordered = input.with(Arc::new(Rel {
        ordered: true,
        ..(*input.rel).clone()
    }));
    if items.is_empty() {
        return Ok(ordered);
    }
    super::extend::bind(b, ordered, items, env, span)
}

//! Functions over the rows before and after: `prev`, `next`, `row_number`, …

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Argument, Name};

use crate::bind::{Bind, Binder, Env, RowScope};
use crate::bound::Expr;

const NAMES: &[&str] = &[
    "next",
    "prev",
    "row_cumsum",
    "row_number",
    "row_rank",
    "row_rank_dense",
    "row_rank_min",
    "row_window_session",
];

pub(crate) fn is_window(name: &str) -> bool {
    NAMES.contains(&name)
}

pub(crate) fn call(
    b: &mut Binder<'_>,
    name: &Name,
    _arguments: &[Argument],
    span: Span,
    _env: &Env,
    _scope: &mut RowScope,
) -> Bind<Expr> {
    Err(b.unsupported(
        "unsupported-function",
        span,
        &format!("the function `{}`", name.text),
    ))
}

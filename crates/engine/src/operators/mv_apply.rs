//! `T | mv-apply x = d on (subquery)`: a subquery over the elements of each row.

use vigie_syntax::kql::ast::{MvApply, Operator};

use crate::bind::{Bind, Binder, Env, Pipe};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    _input: Pipe,
    _apply: &MvApply,
    op: &Operator,
    _env: &Env,
) -> Bind<Pipe> {
    Err(b.unsupported("unsupported-operator", op.span, "the operator `mv-apply`"))
}

//! `T | mv-expand d`: one row for each element of an array or bag.

use vigie_syntax::kql::ast::{Expr as Ast, MvColumn, Operator};

use crate::bind::{Bind, Binder, Env, Pipe};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    _input: Pipe,
    _columns: &[MvColumn],
    _limit: Option<&Ast>,
    op: &Operator,
    _env: &Env,
) -> Bind<Pipe> {
    Err(b.unsupported("unsupported-operator", op.span, "the operator `mv-expand`"))
}

//! `T | parse text with "a=" a:long " " *`: columns out of text.

use vigie_syntax::kql::ast::{Expr as Ast, Operator, ParsePart};

use crate::bind::{Bind, Binder, Env, Pipe};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    _input: Pipe,
    _where_: bool,
    _source: &Ast,
    _pattern: &[ParsePart],
    op: &Operator,
    _env: &Env,
) -> Bind<Pipe> {
    Err(b.unsupported("unsupported-operator", op.span, "the operator `parse`"))
}

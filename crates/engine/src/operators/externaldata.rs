//! `externaldata(a:string)[uri]`: a table from a file beside the query.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{ColumnDeclaration, Expr as Ast, Name};

use crate::bind::{Bind, Binder, Env, Pipe};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    _columns: &[ColumnDeclaration],
    _uris: &[Ast],
    _properties: &[(Name, Ast)],
    _env: &Env,
    span: Span,
) -> Bind<Pipe> {
    Err(b.unsupported("unsupported-operator", span, "`externaldata`"))
}

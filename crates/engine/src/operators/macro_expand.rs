//! `macro-expand entity_group [database('a'), …] as X (X.T | …)`: a query over each of several
//! databases.
//!
//! Here all databases are the logs that are given, so the query runs once: it would find the same
//! rows in each of them.

use vigie_syntax::kql::ast::{Expr as Ast, ExprKind, Operator, Statement};
use vigie_syntax::{Diagnostic, Span};

use crate::bind::{Bind, Binder, Binding, Env, Pipe};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    entities: &Ast,
    body: &[Statement],
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let span = op.span;
    match &entities.kind {
        ExprKind::List(items) if items.len() > 1 => b.diagnostics.push(Diagnostic::warning(
            "one-database",
            entities.span,
            format!(
                "{} databases are read as one, the logs that are given",
                items.len()
            ),
        )),
        ExprKind::List(_) => {}
        ExprKind::Name(name) if matches!(env.get(name), Some(Binding::Scalar(_))) => {}
        _ => return Err(unknown(b, entities.span)),
    }
    let Some((Statement::Expr(query), statements)) = body.split_last() else {
        return Err(b.error("empty-query", span, "`macro-expand` requires a query"));
    };
    let inner = b.body_env(statements, env.clone())?;
    b.tabular(query, &inner)
}

fn unknown(b: &mut Binder<'_>, span: Span) -> crate::bind::Failed {
    b.fail(
        Diagnostic::error("unknown-name", span, "no group of databases is called so")
            .help("write the group out, as `entity_group [database('a')]`"),
    )
}

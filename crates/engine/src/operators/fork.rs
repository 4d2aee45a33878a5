//! `T | fork (count) n=(take 5)`: several subqueries over one table, each with a result of its own.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Expr as Ast, ExprKind, Name, OperatorKind};

use crate::bind::{Bind, Binder, Env, Failed, Pipe};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: &Pipe,
    branches: &[(Option<Name>, Ast)],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let mut results = Vec::new();
    for (at, (name, branch)) in branches.iter().enumerate() {
        let name = name
            .as_ref()
            .map(|n| n.text.clone())
            .or_else(|| named_by_as(branch))
            .unwrap_or_else(|| format!("table {}", at + 1));
        let over = Pipe::new(Arc::clone(&input.rel));
        let result = b.over(branch, over, env);
        results.push(result.map(|pipe| (name, pipe.keep(&pipe.visible(), span))));
    }
    let mut results = results.into_iter().collect::<Bind<Vec<_>>>()?.into_iter();
    let (_, first) = results.next().ok_or(Failed)?;
    b.more.extend(results.map(|(name, pipe)| (name, pipe.rel)));
    Ok(first)
}

/// `(… | as name)`
fn named_by_as(branch: &Ast) -> Option<String> {
    match &branch.kind {
        ExprKind::Parenthesized(inner) => named_by_as(inner),
        ExprKind::Pipe { operators, .. } => match &operators.last()?.kind {
            OperatorKind::As { name } => Some(name.text.clone()),
            _ => None,
        },
        _ => None,
    }
}

//! `T | facet by a, b with (…)`: how often each value of some columns is there, a table for each
//! column, after the table of `with`.
//!
//! Source: the page "facet operator" of the Kusto documentation.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Expr as Ast, ExprKind, Name, NamedExpr};

use super::summarize;
use crate::bind::{Bind, Binder, Env, Failed, Pipe, implied};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: &Pipe,
    by: &[Ast],
    with: Option<&Ast>,
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let over = || Pipe::new(Arc::clone(&input.rel));
    let mut results = Vec::new();
    if let Some(with) = with {
        let rows = b.over(with, over(), env)?;
        results.push(("with".to_owned(), rows.keep(&rows.visible(), span)));
    }
    for column in by {
        let name = implied(column).unwrap_or_default();
        let count = NamedExpr {
            names: vec![Name {
                text: format!("count_{name}"),
                span,
            }],
            expr: count_call(span),
        };
        let key = NamedExpr {
            names: Vec::new(),
            expr: column.clone(),
        };
        let counts = summarize::bind(b, over(), &[count], &[key], env, span)?;
        results.push((name, counts));
    }
    let mut results = results.into_iter();
    let (_, first) = results.next().ok_or(Failed)?;
    b.more.extend(results.map(|(name, pipe)| (name, pipe.rel)));
    Ok(first)
}

fn count_call(span: Span) -> Ast {
    Ast {
        kind: ExprKind::Call {
            name: Name {
                text: "count".to_owned(),
                span,
            },
            arguments: Vec::new(),
        },
        span,
    }
}

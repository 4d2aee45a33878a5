//! `search [in (T1, T*)] predicate`: rows of any table that mention something.
//!
//! A bare text is looked for in every column as a term, with `*` at its ends for parts of terms;
//! `column:"text"` looks in one column. A column that a table does not have matches nothing.
//!
//! Source: the page "search operator" of the Kusto documentation.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{BinaryOp, Expr as Ast, ExprKind, Literal, Operator};

use super::union::{given_name, label, matching, of, pattern};
use super::{parameter, word};
use crate::bind::{Bind, Binder, Env, Failed, Pipe, RowScope, either, not};
use crate::bound::{Expr, ExprKind as Bound, RelOp, RelRef};
use crate::types::{Type, Value};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Option<Pipe>,
    tables: &[Ast],
    predicate: &Ast,
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let span = op.span;
    let cased = parameter(op, "kind").and_then(|p| word(&p.value)) == Some("case_sensitive");
    let source = parameter(op, "withsource")
        .and_then(|p| word(&p.value))
        .unwrap_or("$table");
    let inputs = match input {
        Some(pipe) => {
            let label = given_name(&pipe.rel, env).unwrap_or_else(|| "search_arg0".to_owned());
            vec![(label, pipe.rel)]
        }
        None => sources(b, tables, env, span)?,
    };
    let mut found = Vec::new();
    for (name, rel) in inputs {
        let pipe = filtered(b, Pipe::new(rel), predicate, cased, env, span)?;
        found.push((name, pipe.rel));
    }
    if found.is_empty() {
        return Err(b.error("missing-table", span, "there is no table to search"));
    }
    Ok(of(found, Some(source), false, span))
}

/// The tables that `in (…)` names; all of them when it is not there.
pub(crate) fn sources(
    b: &mut Binder<'_>,
    tables: &[Ast],
    env: &Env,
    span: Span,
) -> Bind<Vec<(String, RelRef)>> {
    if tables.is_empty() {
        return matching(b, "*", env, span);
    }
    let mut found = Vec::new();
    for (i, table) in tables.iter().enumerate() {
        if let Some(pattern) = pattern(table) {
            found.extend(matching(b, pattern, env, table.span)?);
        } else {
            let label = label(table, env).unwrap_or_else(|| format!("search_arg{i}"));
            found.push((label, b.tabular(table, env)?.rel));
        }
    }
    Ok(found)
}

/// The rows of one table that the predicate finds.
pub(crate) fn filtered(
    b: &mut Binder<'_>,
    pipe: Pipe,
    predicate: &Ast,
    cased: bool,
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let mut scope = RowScope::of(pipe);
    let predicate = condition(b, predicate, cased, env, &mut scope)?;
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let columns = pipe.rel.columns.clone();
    Ok(pipe.then(
        RelOp::Filter {
            input: Arc::clone(&pipe.rel),
            predicate,
        },
        columns,
        span,
    ))
}

fn condition(
    b: &mut Binder<'_>,
    e: &Ast,
    cased: bool,
    env: &Env,
    scope: &mut RowScope,
) -> Bind<Expr> {
    match &e.kind {
        ExprKind::Parenthesized(inner) => condition(b, inner, cased, env, scope),
        ExprKind::Literal(Literal::String { value, .. }) => {
            anywhere(b, value, cased, e.span, scope)
        }
        ExprKind::Literal(Literal::Long(Some(n))) => {
            anywhere(b, &n.to_string(), cased, e.span, scope)
        }
        ExprKind::Binary {
            op: op @ (BinaryOp::And | BinaryOp::Or),
            left,
            right,
            ..
        } => {
            let left = Box::new(condition(b, left, cased, env, scope)?);
            let right = Box::new(condition(b, right, cased, env, scope)?);
            let kind = if *op == BinaryOp::And {
                Bound::And(left, right)
            } else {
                Bound::Or(left, right)
            };
            Ok(Expr {
                kind,
                ty: Type::Bool,
                span: e.span,
            })
        }
        ExprKind::Call { name, arguments } if name.text == "not" && arguments.len() == 1 => {
            Ok(not(condition(b, &arguments[0].value, cased, env, scope)?))
        }
        ExprKind::Binary {
            op: BinaryOp::Colon,
            left,
            right,
            ..
        } => {
            let text = b.scalar(right, env)?;
            let text = text.as_literal().map(Value::to_text).unwrap_or_default();
            if matches!(left.kind, ExprKind::Star) {
                return anywhere(b, &text, cased, e.span, scope);
            }
            match column(b, left, env, scope)? {
                Some(value) => mentions(b, value, &text, cased, e.span),
                None => Ok(nothing(e.span)),
            }
        }
        ExprKind::Star => Ok(Expr::literal(Value::Bool(true), Type::Bool, e.span)),
        _ => {
            let before = b.diagnostics.len();
            let exact;
            let e = if cased {
                exact = case_sensitive(e);
                &exact
            } else {
                e
            };
            match b.expr(e, env, scope) {
                Ok(value) => b.condition(value),
                Err(Failed)
                    if b.diagnostics[before..]
                        .iter()
                        .all(|d| d.code == "unknown-column") =>
                {
                    b.diagnostics.truncate(before);
                    Ok(nothing(e.span))
                }
                Err(Failed) => Err(Failed),
            }
        }
    }
}

/// The value of a column; `None` when this table does not have it.
fn column(b: &mut Binder<'_>, e: &Ast, env: &Env, scope: &mut RowScope) -> Bind<Option<Expr>> {
    let before = b.diagnostics.len();
    match b.expr(e, env, scope) {
        Ok(value) => Ok(Some(value)),
        Err(Failed)
            if b.diagnostics[before..]
                .iter()
                .all(|d| d.code == "unknown-column") =>
        {
            b.diagnostics.truncate(before);
            Ok(None)
        }
        Err(Failed) => Err(Failed),
    }
}

/// The same comparison with regard to case, for `kind=case_sensitive`.
fn case_sensitive(e: &Ast) -> Ast {
    use BinaryOp as B;
    let mut e = e.clone();
    if let ExprKind::Binary { op, .. } = &mut e.kind {
        *op = match *op {
            B::EqualTilde => B::Equal,
            B::BangTilde => B::NotEqual,
            B::Has => B::HasCs,
            B::NotHas => B::NotHasCs,
            B::HasPrefix => B::HasPrefixCs,
            B::NotHasPrefix => B::NotHasPrefixCs,
            B::HasSuffix => B::HasSuffixCs,
            B::NotHasSuffix => B::NotHasSuffixCs,
            B::Contains => B::ContainsCs,
            B::NotContains => B::NotContainsCs,
            B::StartsWith => B::StartsWithCs,
            B::NotStartsWith => B::NotStartsWithCs,
            B::EndsWith => B::EndsWithCs,
            B::NotEndsWith => B::NotEndsWithCs,
            other => other,
        };
    }
    e
}

/// The text in any column.
fn anywhere(
    b: &mut Binder<'_>,
    text: &str,
    cased: bool,
    span: Span,
    scope: &RowScope,
) -> Bind<Expr> {
    let columns = scope.pipe.as_ref().map(Pipe::visible).unwrap_or_default();
    let mut found = nothing(span);
    for column in columns {
        let one = mentions(b, Expr::column(&column, span), text, cased, span)?;
        found = either(found, one);
    }
    Ok(found)
}

/// The text in one value: a term, or a part of one where `*` stands at an end.
fn mentions(b: &mut Binder<'_>, value: Expr, text: &str, cased: bool, span: Span) -> Bind<Expr> {
    let value = b.converted(value, Type::String);
    let call = |b: &mut Binder<'_>, name: &str, text: &str, value: &Expr| {
        let name = if cased && name != "matches_regex" {
            format!("{name}_cs")
        } else {
            name.to_owned()
        };
        let text = Expr::literal(Value::string(text), Type::String, span);
        b.function(&name, vec![value.clone(), text], span)
    };
    let inner = text.trim_matches('*');
    if inner.is_empty() {
        return call(b, "matches_regex", "(?s).", &value);
    }
    if inner.contains('*') {
        let parts: Vec<String> = inner.split('*').map(regex::escape).collect();
        let start = if text.starts_with('*') { "" } else { r"\b" };
        let end = if text.ends_with('*') { "" } else { r"\b" };
        let flags = if cased { "s" } else { "si" };
        let pattern = format!("(?{flags}){start}{}{end}", parts.join(".*"));
        return call(b, "matches_regex", &pattern, &value);
    }
    let name = match (text.starts_with('*'), text.ends_with('*')) {
        (false, false) => "has",
        (true, false) => "hassuffix",
        (false, true) => "hasprefix",
        (true, true) => "contains",
    };
    call(b, name, inner, &value)
}

fn nothing(span: Span) -> Expr {
    Expr::literal(Value::Bool(false), Type::Bool, span)
}

//! `T | project-away a, b*` and `T | project-keep a, b*`: columns by name or pattern.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Expr, ExprKind as Ast};

use crate::bind::{Bind, Binder, Env, Pipe, RowScope};
use crate::types::Column;

pub(crate) fn away(
    b: &mut Binder<'_>,
    input: Pipe,
    items: &[Expr],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let chosen = chosen(b, &input, items, env)?;
    Ok(only(&input, |c| !chosen.contains(c), span))
}

pub(crate) fn keep(
    b: &mut Binder<'_>,
    input: Pipe,
    items: &[Expr],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let chosen = chosen(b, &input, items, env)?;
    Ok(only(&input, |c| chosen.contains(c), span))
}

/// The columns that a condition lets through, in the table's order.
fn only(input: &Pipe, wanted: impl Fn(&Column) -> bool, span: Span) -> Pipe {
    let columns: Vec<Column> = input.visible().into_iter().filter(wanted).collect();
    input.keep(&columns, span)
}

/// The columns that names and patterns stand for.
pub(crate) fn chosen(
    b: &mut Binder<'_>,
    input: &Pipe,
    items: &[Expr],
    env: &Env,
) -> Bind<Vec<Column>> {
    let visible = input.visible();
    let mut chosen = Vec::new();
    for item in items {
        match &item.kind {
            Ast::Star => chosen.extend(visible.iter().cloned()),
            Ast::Wildcard(pattern) => {
                chosen.extend(
                    visible
                        .iter()
                        .filter(|c| matches(pattern, &c.name))
                        .cloned(),
                );
            }
            Ast::Name(name) => match visible.iter().find(|c| c.name == *name) {
                Some(column) => chosen.push(column.clone()),
                None if input.rel.open => {}
                None => {
                    let scope = RowScope::of(input.clone());
                    if let Some(column) = scope.split(name) {
                        chosen.push(column.clone());
                        continue;
                    }
                    return Err(b.unknown_column(name, item.span, env, &scope));
                }
            },
            _ => {
                return Err(b.error(
                    "unexpected-expression",
                    item.span,
                    "a column's name or a pattern is expected",
                ));
            }
        }
    }
    Ok(chosen)
}

/// Whether a name matches a pattern in which `*` stands for any text.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(rest) = parts.next().and_then(|first| name.strip_prefix(first)) else {
        return false;
    };
    let mut rest = rest;
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or(""),
            None => return false,
        }
    }
    rest.is_empty()
}

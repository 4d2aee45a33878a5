//! `T | project-reorder a, b* asc`: these columns first, the others behind them.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{ExprKind as Ast, ReorderKey, ReorderOrder};

use super::project_away::chosen;
use crate::bind::{Bind, Binder, Env, Pipe};
use crate::types::{Column, Type};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    mut input: Pipe,
    keys: &[ReorderKey],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let mut columns: Vec<Column> = Vec::new();
    for key in keys {
        if let Ast::Name(name) = &key.expr.kind
            && input.rel.open
            && input.rel.column(name).is_none()
        {
            input = input.opened(name, b.unknown(Type::Dynamic, key.expr.span));
        }
        let mut group = chosen(b, &input, std::slice::from_ref(&key.expr), env)?;
        group.retain(|c| !columns.contains(c));
        match key.order {
            None => {}
            Some(ReorderOrder::Asc) => group.sort_by(|x, y| x.name.cmp(&y.name)),
            Some(ReorderOrder::Desc) => group.sort_by(|x, y| y.name.cmp(&x.name)),
            Some(ReorderOrder::GrannyAsc) => group.sort_by_key(|c| granny(&c.name)),
            Some(ReorderOrder::GrannyDesc) => {
                group.sort_by_key(|c| std::cmp::Reverse(granny(&c.name)));
            }
        }
        columns.extend(group);
    }
    for column in input.visible() {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    Ok(input.keep(&columns, span))
}

/// A name as text and numbers, so that `a2` comes before `a10`.
fn granny(name: &str) -> Vec<(String, u64)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let digits_at = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (text, tail) = rest.split_at(digits_at);
        let digits_end = tail
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(tail.len());
        let (digits, tail) = tail.split_at(digits_end);
        parts.push((text.to_owned(), digits.parse().unwrap_or(0)));
        rest = tail;
    }
    parts
}

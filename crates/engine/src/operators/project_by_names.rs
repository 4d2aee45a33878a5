//! `T | project-by-names "a", dynamic(["b*"])`: columns whose names are values.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::Expr as Ast;

use super::project_away::matches;
use crate::bind::{Bind, Binder, Env, Pipe};
use crate::types::{Column, Json, Value};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    items: &[Ast],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let mut patterns = Vec::new();
    for item in items {
        let value = b.scalar(item, env)?;
        match b.value(&value)? {
            Some(Value::Dynamic(Json::Array(names))) => {
                patterns.extend(names.iter().filter_map(Json::as_str).map(str::to_owned));
            }
            Some(value) => patterns.push(value.to_text()),
            None => {}
        }
    }
    let visible = input.visible();
    let mut columns: Vec<Column> = Vec::new();
    for pattern in &patterns {
        for column in &visible {
            if matches(pattern, &column.name) && !columns.contains(column) {
                columns.push(column.clone());
            }
        }
    }
    Ok(input.keep(&columns, span))
}

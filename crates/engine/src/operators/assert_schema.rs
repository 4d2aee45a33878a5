//! `T | assert-schema (a:long)`: refuses a table of other columns.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::ColumnDeclaration;

use super::datatable::columns;
use crate::bind::{Bind, Binder, Pipe};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    declared: &[ColumnDeclaration],
    span: Span,
) -> Bind<Pipe> {
    let wanted = columns(b, declared)?;
    let found = input.visible();
    if found == wanted || input.rel.open {
        return Ok(input);
    }
    let text = |columns: &[crate::types::Column]| {
        let parts: Vec<String> = columns
            .iter()
            .map(|c| format!("{}:{}", c.name, c.ty))
            .collect();
        parts.join(", ")
    };
    Err(b.error(
        "schema-mismatch",
        span,
        format!(
            "the table has the columns {}, not {}",
            text(&found),
            text(&wanted)
        ),
    ))
}

//! `T | count`: how many rows; of each subtable.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::Name;

use super::summarize::aggregate_call;
use crate::bind::{Bind, Binder, Pipe};
use crate::bound::{Expr, RelOp};
use crate::types::{Column, Type};

pub(crate) fn bind(b: &mut Binder<'_>, input: Pipe, name: Option<&Name>, span: Span) -> Bind<Pipe> {
    let call = aggregate_call(b, "count", Vec::new(), vec![Type::Long], false, span)?;
    let name = name.map_or("Count", |n| n.text.as_str());
    let mut columns: Vec<Column> = input.per.to_vec();
    let keys = columns.iter().map(|c| Expr::column(c, span)).collect();
    columns.push(Column::new(name, Type::Long));
    Ok(input.then(
        RelOp::Aggregate {
            input: Arc::clone(&input.rel),
            keys,
            aggregates: vec![call],
        },
        columns,
        span,
    ))
}

//! `T | getschema`: the columns of a table as rows.

use std::sync::Arc;

use vigie_syntax::Span;

use crate::bind::{Bind, Binder, Pipe};
use crate::bound::{Rel, RelOp};
use crate::types::{Column, Type, Value};

pub(crate) fn bind(_: &mut Binder<'_>, input: Pipe, span: Span) -> Bind<Pipe> {
    let rows = input
        .visible()
        .iter()
        .enumerate()
        .map(|(i, c)| {
            vec![
                Value::string(c.name.clone()),
                Value::Int(i as i32),
                Value::string(dotnet(c.ty)),
                Value::string(c.ty.name()),
            ]
        })
        .collect();
    Ok(Pipe::new(Arc::new(Rel {
        op: RelOp::Values(Arc::new(rows)),
        columns: vec![
            Column::new("ColumnName", Type::String),
            Column::new("ColumnOrdinal", Type::Int),
            Column::new("DataType", Type::String),
            Column::new("ColumnType", Type::String),
        ],
        span,
        ordered: true,
        open: false,
    })))
}

/// The .NET type that Kusto names beside its own.
fn dotnet(ty: Type) -> &'static str {
    match ty {
        Type::Bool => "System.SByte",
        Type::Int => "System.Int32",
        Type::Long => "System.Int64",
        Type::Real => "System.Double",
        Type::Decimal => "System.Data.SqlTypes.SqlDecimal",
        Type::String => "System.String",
        Type::Datetime => "System.DateTime",
        Type::Timespan => "System.TimeSpan",
        Type::Guid => "System.Guid",
        Type::Dynamic => "System.Object",
    }
}

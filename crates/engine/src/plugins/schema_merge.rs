use std::sync::Arc;

use indexmap::IndexMap;
use vigie_syntax::kql::ast::{Expr as Ast, ExprKind as AstKind};

use super::arguments::{constant, find, table};
use super::def::*;
use crate::bind::{Bind, Binder, Pipe, RowScope};
use crate::bound::{Expr, RelOp};
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "schema_merge",
    summary: "Makes one schema of several that `getschema` gave.",
    usage: "T | evaluate schema_merge([PreserveOrder])",
    notes: "A column that stands in different places has the ordinal -1 and an error for a type, unless `PreserveOrder = false`.",
    examples: &[
        example!("union (datatable(a:string)[] | getschema), (datatable(a:string, b:int)[] | getschema) | evaluate schema_merge() | where ColumnName == 'b' | project ColumnOrdinal" => "1"),
    ],
    body: |b, call| bind(b, &call),
};

fn bind(b: &mut Binder<'_>, call: &Call<'_>) -> Bind<Pipe> {
    let input = table(b, PLUGIN.name, call)?;
    let span = call.span;
    let preserve = match find(call, 0, "PreserveOrder") {
        Some(argument) => constant(b, &argument.value, call)?
            .as_bool()
            .unwrap_or(true),
        None => true,
    };
    let columns = vec![
        Column::new("ColumnName", Type::String),
        Column::new("ColumnOrdinal", Type::Long),
        Column::new("DataType", Type::String),
        Column::new("ColumnType", Type::String),
    ];
    let mut scope = RowScope::of(input.clone());
    scope.fixed = true;
    let mut read: Vec<(Column, Expr)> = Vec::new();
    for column in &columns {
        let name = Ast {
            kind: AstKind::Name(column.name.clone()),
            span,
        };
        let value = b.expr(&name, call.env, &mut scope)?;
        let value = b.converted(value, column.ty);
        read.push((column.clone(), value));
    }
    let read = input.project(read, span);
    Ok(read.then(
        RelOp::Kernel {
            input: Arc::clone(&read.rel),
            kernel: Arc::new(Merge { preserve }),
        },
        columns,
        span,
    ))
}

#[derive(Debug)]
struct Merge {
    preserve: bool,
}

/// A column as the schemas have it.
struct Merged {
    last: i64,
    data_type: String,
    column_type: String,
    out_of_order: bool,
}

impl Kernel for Merge {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut found: IndexMap<&str, Merged> = IndexMap::new();
        for row in &input.rows {
            let [name, ordinal, data_type, column_type] = row.as_slice() else {
                continue;
            };
            let ordinal = ordinal.as_i64().unwrap_or(0);
            let (data_type, column_type) = (data_type.as_str(), column_type.as_str());
            match found.get_mut(name.as_str()) {
                Some(known) => {
                    if known.column_type != column_type {
                        return Err(format!(
                            "the schemas differ in the type of `{}`: {} and {column_type}",
                            name.as_str(),
                            known.column_type
                        ));
                    }
                    known.out_of_order |= known.last != ordinal;
                    known.last = known.last.max(ordinal);
                }
                None => {
                    let merged = Merged {
                        last: ordinal,
                        data_type: data_type.to_owned(),
                        column_type: column_type.to_owned(),
                        out_of_order: false,
                    };
                    found.insert(name.as_str(), merged);
                }
            }
        }
        let mut columns: Vec<(&str, Merged)> = found.into_iter().collect();
        columns.sort_by_key(|(_, c)| c.last);
        let rows = (0..).zip(columns).map(|(at, (name, column))| {
            let wrong = self.preserve && column.out_of_order;
            let error = "ERROR(columns are out of order)";
            let (ordinal, data_type, column_type) = if wrong {
                (
                    -1,
                    format!("ERROR(unknown CSL type:{error})"),
                    error.to_owned(),
                )
            } else {
                (at, column.data_type, column.column_type)
            };
            vec![
                Value::string(name),
                Value::Long(ordinal),
                Value::String(data_type),
                Value::String(column_type),
            ]
        });
        Ok(rows.collect())
    }
}

use std::sync::Arc;

use super::arguments::table;
use super::def::*;
use crate::bind::{Bind, Binder, Pipe};
use crate::bound::RelOp;
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "narrow",
    summary: "Makes a row of each cell.",
    usage: "T | evaluate narrow()",
    notes: "The columns are `Row`, counted from 0, `Column` and `Value`, as text.",
    examples: &[
        example!("print a = 1, b = 'x' | evaluate narrow() | where Column == 'b' | project Value" => "x"),
    ],
    body: |b, call| bind(b, &call),
};

fn bind(b: &mut Binder<'_>, call: &Call<'_>) -> Bind<Pipe> {
    let input = table(b, PLUGIN.name, call)?;
    let read = input.keep(&input.visible(), call.span);
    let columns = vec![
        Column::new("Row", Type::Long),
        Column::new("Column", Type::String),
        Column::new("Value", Type::String),
    ];
    Ok(read.then(
        RelOp::Kernel {
            input: Arc::clone(&read.rel),
            kernel: Arc::new(Narrow),
        },
        columns,
        call.span,
    ))
}

#[derive(Debug)]
struct Narrow;

impl Kernel for Narrow {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut out = Vec::new();
        for (number, row) in (0..).zip(&input.rows) {
            for (column, value) in input.columns.iter().zip(row) {
                out.push(vec![
                    Value::Long(number),
                    Value::string(column.name.clone()),
                    Value::String(value.to_text()),
                ]);
            }
        }
        Ok(out)
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        let width = input.columns.len();
        let rows = 0..input.rows.len();
        Some(
            rows.flat_map(|at| std::iter::repeat_n(vec![at], width))
                .collect(),
        )
    }
}

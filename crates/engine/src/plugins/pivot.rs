use std::sync::Arc;

use indexmap::IndexMap;
use vigie_syntax::kql::ast::{Expr as Ast, ExprKind as AstKind, NamedExpr};

use super::arguments::{named_column, table};
use super::def::*;
use crate::bind::{Bind, Binder, Failed, Names, Pipe};
use crate::bound::{AggregateCall, Expr, Rel, RelOp};
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::lower::{key, make_groups};
use crate::operators::datatable;
use crate::operators::summarize::{aggregate_call, grouped};
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "pivot",
    summary: "Makes a column of each value of a column, with an aggregate in each cell.",
    usage: "T | evaluate pivot(pivotColumn [, aggregationFunction] [, column1, column2, …])",
    notes: "The columns depend on the rows, so the table is read once to find them, unless a schema stands behind the call. A cell without rows holds what the aggregate gives of no rows.",
    examples: &[
        example!("datatable(host:string, result:string)['a', 'ok', 'a', 'ok', 'b', 'failed'] | evaluate pivot(result) | where host == 'a' | project strcat(ok, ' ', failed)" => "2 0"),
    ],
    body: bind,
};

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let mut input = table(b, PLUGIN.name, &call)?;
    let span = call.span;
    let Some(first) = call.arguments.first() else {
        return Err(b.wrong_count(span, PLUGIN.name, "at least 1", 0));
    };
    let pivot = named_column(b, &call, first, &mut input)?;
    let aggregate = call.arguments.get(1).map(|a| &a.value);
    let aggregate = aggregate.filter(|e| matches!(e.kind, AstKind::Call { .. }));
    let rest = call
        .arguments
        .iter()
        .skip(1 + usize::from(aggregate.is_some()));
    let mut keys: Vec<Column> = rest
        .map(|a| named_column(b, &call, a, &mut input))
        .collect::<Bind<_>>()?;
    if keys.is_empty() {
        let mut used = vec![pivot.name.as_str()];
        if let Some(aggregate) = aggregate {
            names(aggregate, &mut used);
        }
        keys = input.visible();
        keys.retain(|c| !used.contains(&c.name.as_str()));
    }
    let (calls, value) = cell(b, &call, &input, aggregate)?;
    let empty = of_nothing(b, &calls, &value, span)?;

    let hidden = |b: &mut Binder<'_>, c: &Column| {
        (Column::new(b.hidden_name(), c.ty), Expr::column(c, span))
    };
    let mut of: Vec<(Column, Expr)> = keys.iter().map(|c| hidden(b, c)).collect();
    of.push(hidden(b, &pivot));
    let found = match call.schema {
        Some(schema) => {
            let declared = datatable::columns(b, &schema.columns)?;
            let values = declared
                .into_iter()
                .filter(|c| !keys.iter().any(|k| k.name == c.name));
            values.map(|c| (c.name.clone(), c)).collect()
        }
        None => {
            let distinct = grouped(
                &input,
                &[(pivot.clone(), Expr::column(&pivot, span))],
                Vec::new(),
                span,
            );
            let Some(rows) = b.read(&distinct.rel)? else {
                // Nobody reads rows now: every name may be a column.
                let columns: Vec<(Column, Expr)> = keys
                    .iter()
                    .zip(&of)
                    .map(|(c, (h, _))| (c.clone(), Expr::column(h, span)))
                    .collect();
                let kept = grouped(&input, &of, Vec::new(), span).project(columns, span);
                return Ok(kept.with(Arc::new(Rel {
                    open: true,
                    ..(*kept.rel).clone()
                })));
            };
            columns(b, &rows, &keys, value.ty, span)?
        }
    };
    let mut read: Vec<(Column, Expr)> = of
        .iter()
        .map(|(c, _)| (c.clone(), Expr::column(c, span)))
        .collect();
    read.push((Column::new(b.hidden_name(), value.ty), value));
    let cells = grouped(&input, &of, calls, span).project(read, span);
    let mut gives = keys;
    let kernel = Pivot {
        keys: gives.len(),
        names: found.iter().map(|(text, _)| text.clone()).collect(),
        empty,
    };
    gives.extend(found.into_iter().map(|(_, c)| c));
    Ok(cells.then(
        RelOp::Kernel {
            input: Arc::clone(&cells.rel),
            kernel: Arc::new(kernel),
        },
        gives,
        span,
    ))
}

/// The names that an expression mentions.
fn names<'a>(e: &'a Ast, found: &mut Vec<&'a str>) {
    match &e.kind {
        AstKind::Name(name) => found.push(name),
        AstKind::Call { arguments, .. } => {
            for argument in arguments {
                names(&argument.value, found);
            }
        }
        AstKind::Parenthesized(inner) => names(inner, found),
        AstKind::Member { base, .. } | AstKind::Index { base, .. } => names(base, found),
        AstKind::Binary { left, right, .. } => {
            names(left, found);
            names(right, found);
        }
        _ => {}
    }
}

type Calls = Vec<(Column, AggregateCall)>;

/// The aggregate of a cell, and the value made of it.
fn cell(
    b: &mut Binder<'_>,
    call: &Call<'_>,
    input: &Pipe,
    aggregate: Option<&Ast>,
) -> Bind<(Calls, Expr)> {
    let Some(aggregate) = aggregate else {
        let count = aggregate_call(b, "count", Vec::new(), vec![Type::Long], false, call.span)?;
        let column = Column::new(b.hidden_name(), Type::Long);
        let value = Expr::column(&column, call.span);
        return Ok((vec![(column, count)], value));
    };
    let item = NamedExpr {
        names: Vec::new(),
        expr: aggregate.clone(),
    };
    let mut scope = Binder::aggregate_scope(input);
    scope.fixed = true;
    let aggregated = b.aggregated(&item, call.env, &mut scope, &[], &mut Names::default())?;
    let calls = scope.aggregates.take().unwrap_or_default();
    let (_, value) = aggregated.columns.into_iter().next().ok_or(Failed)?;
    Ok((calls, value))
}

/// What a cell without rows holds.
fn of_nothing(
    b: &mut Binder<'_>,
    calls: &Calls,
    value: &Expr,
    span: vigie_syntax::Span,
) -> Bind<Value> {
    let missing = Value::missing(value.ty);
    let [(_, call)] = calls.as_slice() else {
        return Ok(missing);
    };
    if call.row {
        return Ok(missing);
    }
    let types: Vec<Type> = call.args.iter().map(|a| a.ty).collect();
    let constants: Vec<_> = call.args.iter().map(|a| a.as_literal().cloned()).collect();
    match make_groups(call.aggregate, &types, &constants, &call.gives) {
        Ok(make) => Ok(make().finish()),
        Err(message) => Err(b.error("invalid-argument", span, message)),
    }
}

/// A column for each value of the pivot column: its text, and the column.
fn columns(
    b: &mut Binder<'_>,
    rows: &[Vec<Value>],
    keys: &[Column],
    ty: Type,
    span: vigie_syntax::Span,
) -> Bind<Vec<(String, Column)>> {
    let mut taken = Names::default();
    for key in keys {
        taken.take(&key.name);
    }
    let mut found: IndexMap<String, Column> = IndexMap::new();
    for value in rows.iter().filter_map(|r| r.first()) {
        let text = value.to_text();
        if text.is_empty() {
            return Err(b.error(
                "empty-column-name",
                span,
                "a value of the pivot column is empty and names no column",
            ));
        }
        if !found.contains_key(&text) {
            let name = taken.free(&text);
            found.insert(text, Column::new(name, ty));
        }
    }
    Ok(found.into_iter().collect())
}

/// Spreads rows `[keys…, pivot, value]`.
#[derive(Debug)]
struct Pivot {
    keys: usize,
    names: Vec<String>,
    empty: Value,
}

impl Kernel for Pivot {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        Ok(self
            .spread(input)
            .into_values()
            .map(|(row, _)| row)
            .collect())
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        Some(
            self.spread(input)
                .into_values()
                .map(|(_, from)| from)
                .collect(),
        )
    }
}

/// Rows of the result by their keys, each with the places of the rows it is made of.
type Spread = IndexMap<Vec<Option<String>>, (Vec<Value>, Vec<usize>)>;

impl Pivot {
    fn spread(&self, input: &Rows) -> Spread {
        let mut rows = Spread::new();
        for (place, row) in input.rows.iter().enumerate() {
            let (keys, cell) = row.split_at(self.keys.min(row.len()));
            let [pivot, value] = cell else {
                continue;
            };
            let of = keys.iter().map(|k| key(k, false)).collect();
            let (out, from) = rows.entry(of).or_insert_with(|| {
                let empty = vec![self.empty.clone(); self.names.len()];
                (keys.iter().cloned().chain(empty).collect(), Vec::new())
            });
            from.push(place);
            let text = pivot.to_text();
            if let Some(at) = self.names.iter().position(|n| *n == text) {
                out[self.keys + at] = value.clone();
            }
        }
        rows
    }
}

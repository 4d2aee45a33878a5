//! What the plugins that look rows up in a table have in common.

use std::sync::Arc;

use vigie_syntax::kql::ast::{Argument, Expr as Ast};

use super::arguments;
use super::def::Call;
use crate::bind::{Bind, Binder, Names, Pipe, RowScope};
use crate::bound::{Expr, Rel, RelOp};
use crate::kernels::lookup::{By, Lookup};
use crate::types::{Column, Type, Value};

/// A call, read.
pub(crate) struct Plan<'a> {
    pub(crate) plugin: &'static str,
    pub(crate) by: By,
    /// What of a row is looked up, as strings or reals.
    pub(crate) sought: Vec<&'a Ast>,
    pub(crate) sought_type: Type,
    /// The column of the lookup table with the networks or the shapes.
    pub(crate) key: &'a Argument,
    /// Columns that both tables have and that must be equal.
    pub(crate) equal: Vec<&'a Argument>,
    pub(crate) unmatched: bool,
    /// Whether the key is a column of the result.
    pub(crate) key_shown: bool,
    /// Whether the columns of the lookup table come before the others.
    pub(crate) table_first: bool,
}

/// The table before a call and the lookup table, its first argument.
pub(crate) fn tables(
    b: &mut Binder<'_>,
    plugin: &'static str,
    call: &Call<'_>,
) -> Bind<(Pipe, Pipe)> {
    let Some(rows) = call.input.clone() else {
        return Err(b.error(
            "missing-table",
            call.span,
            format!("`{plugin}` requires a table before it"),
        ));
    };
    let Some(table) = arguments::find(call, 0, "LookupTable") else {
        return Err(arguments::missing(b, plugin, call.span, "LookupTable"));
    };
    let table = b.tabular(&table.value, call.env)?;
    Ok((rows, table))
}

/// The result: the rows with what belongs to them of the lookup table.
pub(crate) fn joined(
    b: &mut Binder<'_>,
    call: &Call<'_>,
    mut rows: Pipe,
    mut table: Pipe,
    plan: Plan<'_>,
) -> Bind<Pipe> {
    let span = call.span;
    let key = arguments::named_column(b, call, plan.key, &mut table)?;
    let mut equal = Vec::new();
    for argument in &plan.equal {
        let own = arguments::named_column(b, call, argument, &mut rows)?;
        let theirs = arguments::named_column(b, call, argument, &mut table)?;
        equal.push((own, theirs));
    }
    let mut scope = RowScope::of(rows.clone());
    let mut sought = Vec::new();
    for value in &plan.sought {
        let value = b.expr(value, call.env, &mut scope)?;
        let value = b.converted(value, plan.sought_type);
        sought.push((Column::new(b.hidden_name(), plan.sought_type), value));
    }
    let left = scope.into_pipe().ok_or(crate::bind::Failed)?;
    let tag = Column::new(b.hidden_name(), Type::Bool);
    let left_columns = rows.rel.columns.clone();
    let mut exprs: Vec<(Column, Expr)> = left_columns
        .iter()
        .map(|c| (c.clone(), Expr::column(c, span)))
        .collect();
    let sought_at = exprs.len();
    exprs.extend(sought);
    let tag_at = exprs.len();
    exprs.push((tag, Expr::literal(Value::Bool(true), Type::Bool, span)));
    let left = left.project(exprs, span);
    // The columns of the lookup table get names that nobody else has.
    let right_columns = table.visible();
    let hidden: Vec<(Column, Expr)> = right_columns
        .iter()
        .map(|c| (Column::new(b.hidden_name(), c.ty), Expr::column(c, span)))
        .collect();
    let right = Pipe::new(Arc::clone(&table.rel)).project(hidden, span);
    let right_at = left.rel.columns.len();
    let mut columns = left.rel.columns.clone();
    columns.extend(right.rel.columns.iter().cloned());
    let both = Arc::new(Rel {
        op: RelOp::Union {
            inputs: vec![Arc::clone(&right.rel), Arc::clone(&left.rel)],
        },
        columns,
        span,
        ordered: false,
        open: false,
    });

    let mut names = Names::default();
    for column in left_columns.iter().chain(&right_columns) {
        names.take(&column.name);
    }
    let mut of_rows = Vec::new();
    for (at, column) in left_columns.iter().enumerate() {
        of_rows.push((column.clone(), (false, at, column.ty)));
    }
    let mut of_table = Vec::new();
    for (at, column) in right_columns.iter().enumerate() {
        let is_key = column.name == key.name;
        if is_key && !plan.key_shown || equal.iter().any(|(_, c)| c.name == column.name) {
            continue;
        }
        let name = if left_columns.iter().any(|c| c.name == column.name) {
            names.free(&column.name)
        } else {
            column.name.clone()
        };
        let shown = Column::new(name, column.ty);
        of_table.push((shown, (true, right_at + at, column.ty)));
    }
    let (first, second) = if plan.table_first {
        (of_table, of_rows)
    } else {
        (of_rows, of_table)
    };
    let (gives, shown): (Vec<Column>, Vec<_>) = first.into_iter().chain(second).unzip();
    let of_left = |name: &str| left_columns.iter().position(|c| c.name == name);
    let of_right = |name: &str| right_columns.iter().position(|c| c.name == name);
    let kernel = Lookup {
        name: plan.plugin,
        by: plan.by,
        tag: tag_at,
        sought: (sought_at..tag_at).collect(),
        key: right_at + of_right(&key.name).unwrap_or(0),
        equal: equal
            .iter()
            .filter_map(|(own, theirs)| {
                Some((of_left(&own.name)?, right_at + of_right(&theirs.name)?))
            })
            .collect(),
        shown,
        unmatched: plan.unmatched,
    };
    Ok(rows.with(Arc::new(Rel {
        op: RelOp::Kernel {
            input: both,
            kernel: Arc::new(kernel),
        },
        columns: gives,
        span,
        ordered: rows.rel.ordered,
        open: rows.rel.open || table.rel.open,
    })))
}

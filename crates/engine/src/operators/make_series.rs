//! `T | make-series n = count() on t from … to … step … by key`: arrays over an axis.
//!
//! Source: the page "make-series operator" of the Kusto documentation. Rows before `from` and from
//! `to` on are left out; without them the axis spans the rows.

use std::sync::Arc;

use vigie_syntax::kql::ast::{MakeSeries as Tree, Operator};

use super::summarize::{group_key, grouped};
use super::{parameter, word};
use crate::bind::{Bind, Binder, Env, Failed, Names, Pipe, RowScope, implied};
use crate::bound::{Expr, ExprKind, RelOp};
use crate::kernels::make_series::MakeSeries;
use crate::types::{Column, Type, Value, convert};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    tree: &Tree,
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let span = op.span;
    let per = Arc::clone(&input.per);
    let mut names = Names::default();
    let mut scope = RowScope::of(input);
    let mut keys = Vec::new();
    for key in &tree.by {
        keys.push(group_key(b, key, env, &mut scope, &mut names)?);
    }
    let on = b.expr(&tree.on.expr, env, &mut scope)?;
    let axis = match on.ty {
        Type::Int => Type::Long,
        Type::Dynamic | Type::Decimal => Type::Real,
        ty @ (Type::Long | Type::Real | Type::Datetime | Type::Timespan) => ty,
        other => {
            return Err(b.error(
                "type-mismatch",
                on.span,
                format!("`make-series` has no axis of type {other}"),
            ));
        }
    };
    let on = b.converted(on, axis);
    let step_type = if axis == Type::Datetime {
        Type::Timespan
    } else {
        axis
    };
    let mut constant =
        |e: &Option<vigie_syntax::kql::ast::Expr>, ty: Type| -> Bind<Option<Value>> {
            let Some(e) = e else { return Ok(None) };
            let value = b.scalar(e, env)?;
            let value = b.value(&value)?;
            Ok(value
                .map(|v| convert::convert(&v, ty))
                .filter(|v| !v.is_null()))
        };
    let from = constant(&tree.from, axis)?;
    let to = constant(&tree.to, axis)?;
    let step = constant(&tree.step, step_type)?.unwrap_or(match axis {
        Type::Datetime | Type::Timespan => Value::Timespan(crate::types::timespan::DAY),
        Type::Real => Value::Real(1.0),
        _ => Value::Long(1),
    });
    let origin = from
        .clone()
        .unwrap_or_else(|| convert::convert(&Value::Long(0), axis));
    let count = to
        .as_ref()
        .map(|to| steps(&origin, to, &step, tree.in_range));
    if matches!(count, Some(None)) {
        return Err(b.error("bad-step", span, "the step of `make-series` leads nowhere"));
    }
    let count = count.flatten();
    let pipe = scope.into_pipe().ok_or(Failed)?;

    // Each row's step, and the rows of the axis.
    let literal = |v: &Value, ty| Expr::literal(v.clone(), ty, span);
    let index = b.function(
        "series_index",
        vec![on, literal(&origin, axis), literal(&step, step_type)],
        span,
    )?;
    let index_column = Column::new(b.hidden_name(), Type::Long);
    let mut pipe = pipe.extend(vec![(index_column.clone(), index)], span);
    if from.is_some() {
        pipe = bounded(b, &pipe, &index_column, "greater_or_equal", 0, span)?;
    }
    if let Some(count) = count {
        pipe = bounded(b, &pipe, &index_column, "less", count, span)?;
    }

    // The aggregates of each step.
    let mut scope = Binder::aggregate_scope(&pipe);
    let mut columns = Vec::new();
    let mut defaults = Vec::new();
    for aggregate in &tree.aggregates {
        let item = b.aggregated(&aggregate.value, env, &mut scope, &[], &mut names)?;
        let default = match &aggregate.default {
            Some(default) => {
                let value = b.scalar(default, env)?;
                b.value(&value)?.unwrap_or(Value::Null)
            }
            None => Value::Long(0),
        };
        for (column, value) in item.columns {
            defaults.push(match (&default, column.ty) {
                (Value::Long(n), Type::Real) => Value::Real(*n as f64),
                (default, _) => default.clone(),
            });
            columns.push((column, value));
        }
    }
    let calls = scope.aggregates.take().unwrap_or_default();
    let pipe = scope.into_pipe().ok_or(Failed)?;
    keys.extend(per.iter().map(|c| (c.clone(), Expr::column(c, span))));
    let keys_count = keys.len();
    let mut all_keys = keys.clone();
    all_keys.push((index_column.clone(), Expr::column(&index_column, span)));
    let stepped = grouped(&pipe, &all_keys, calls, span);
    let mut cells: Vec<(Column, Expr)> = all_keys
        .iter()
        .map(|(c, _)| (c.clone(), Expr::column(c, span)))
        .collect();
    cells.extend(columns.iter().cloned());
    let exprs = cells.iter().map(|(_, e)| e.clone()).collect();
    let cells: Vec<Column> = cells.into_iter().map(|(c, _)| c).collect();
    let stepped = stepped.then(
        RelOp::Project {
            input: Arc::clone(&stepped.rel),
            exprs,
        },
        cells,
        span,
    );

    let axis_name = match tree.on.names.first() {
        Some(name) => name.text.clone(),
        None => implied(&tree.on.expr).unwrap_or_else(|| "Column1".to_owned()),
    };
    let mut shown: Vec<Column> = keys.iter().map(|(c, _)| c.clone()).collect();
    shown.extend(
        columns
            .iter()
            .map(|(c, _)| Column::new(&c.name, Type::Dynamic)),
    );
    shown.push(Column::new(names.free(&axis_name), Type::Dynamic));
    let kernel = MakeSeries {
        keys: keys_count,
        defaults,
        from: origin,
        from_given: from.is_some(),
        step,
        count,
        axis,
        nonempty: parameter(op, "kind").and_then(|p| word(&p.value)) == Some("nonempty"),
    };
    Ok(stepped.then(
        RelOp::Kernel {
            input: Arc::clone(&stepped.rel),
            kernel: Arc::new(kernel),
        },
        shown,
        span,
    ))
}

/// How many steps lie before the end (with the end itself in the older form).
fn steps(from: &Value, to: &Value, step: &Value, inclusive: bool) -> Option<i64> {
    let exact = match (from, to, step) {
        (Value::Real(from), Value::Real(to), step) => {
            let step = step.as_f64().filter(|s| *s > 0.0)?;
            let distance = (to - from) / step;
            if inclusive {
                (distance + 1e-9).floor() + 1.0
            } else {
                (distance - 1e-9).ceil()
            }
        }
        _ => {
            let step = i128::from(step.as_i64().filter(|s| *s > 0)?);
            let distance = i128::from(to.as_i64()?) - i128::from(from.as_i64()?);
            let count = if inclusive {
                distance.div_euclid(step) + 1
            } else {
                (distance + step - 1).div_euclid(step)
            };
            count as f64
        }
    };
    Some(exact.clamp(0.0, 1e15) as i64)
}

fn bounded(
    b: &mut Binder<'_>,
    pipe: &Pipe,
    index: &Column,
    comparison: &str,
    bound: i64,
    span: vigie_syntax::Span,
) -> Bind<Pipe> {
    let bound = Expr::literal(Value::Long(bound), Type::Long, span);
    let index = Expr {
        kind: ExprKind::Column(index.name.clone()),
        ty: Type::Long,
        span,
    };
    let predicate = b.function(comparison, vec![index, bound], span)?;
    let columns = pipe.rel.columns.clone();
    Ok(pipe.then(
        RelOp::Filter {
            input: Arc::clone(&pipe.rel),
            predicate,
        },
        columns,
        span,
    ))
}

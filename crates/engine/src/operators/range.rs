//! `range x from 1 to 10 step 1`: a table of one column.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Expr as Ast, Name};

use crate::bind::{Bind, Binder, Env, Pipe, common, wider};
use crate::bound::{Rel, RelOp};
use crate::types::{Column, Type, Value, convert};

/// How many rows a range may have.
const LIMIT: f64 = 50_000_000.0;

pub(crate) fn bind(
    b: &mut Binder<'_>,
    name: &Name,
    from: &Ast,
    to: &Ast,
    step: &Ast,
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let from = b.scalar(from, env);
    let to = b.scalar(to, env);
    let step = b.scalar(step, env);
    let (from, to, step) = (from?, to?, step?);
    let ty = match (from.ty, to.ty) {
        (a, b) if a.is_numeric() && b.is_numeric() && step.ty.is_numeric() => {
            wider(wider(a, b), step.ty)
        }
        (a, b) => common(a, b).unwrap_or(a),
    };
    let ty = if ty == Type::Dynamic { Type::Long } else { ty };
    let step_type = if ty == Type::Datetime {
        Type::Timespan
    } else {
        ty
    };
    if !matches!(
        ty,
        Type::Int | Type::Long | Type::Real | Type::Datetime | Type::Timespan
    ) {
        return Err(b.error(
            "type-mismatch",
            from.span,
            format!("`range` has no values of type {ty}"),
        ));
    }
    let mut values = Vec::new();
    for (expr, ty) in [(&from, ty), (&to, ty), (&step, step_type)] {
        if expr.ty != Type::Dynamic && b.implicit(expr.clone(), ty).is_err() {
            return Err(b.error(
                "type-mismatch",
                expr.span,
                format!("`range` requires a {ty} here, found {}", expr.ty),
            ));
        }
        values.push(b.value(expr)?.map(|v| convert::convert(&v, ty)));
    }
    let (count, start, step_value) = match values.as_slice() {
        [Some(from), Some(to), Some(step)] => (count(from, to, step), from.clone(), step.clone()),
        _ => (Some(0), Value::Long(0), Value::Long(1)),
    };
    let Some(count) = count else {
        return Err(b.error(
            "range-too-long",
            span,
            format!("this range has no end within {LIMIT} rows"),
        ));
    };
    Ok(Pipe::new(Arc::new(Rel {
        op: RelOp::Range {
            from: start,
            step: step_value,
            count,
        },
        columns: vec![Column::new(&name.text, ty)],
        span,
        ordered: true,
        open: false,
    })))
}

/// How many values there are; `None` when they are too many, or the step goes nowhere.
fn count(from: &Value, to: &Value, step: &Value) -> Option<usize> {
    if from.is_null() || to.is_null() || step.is_null() {
        return Some(0);
    }
    let exact = match (from.as_i64(), to.as_i64(), step.as_i64()) {
        (Some(from), Some(to), Some(step)) => {
            if step == 0 {
                return None;
            }
            let distance = i128::from(to) - i128::from(from);
            if (distance < 0) != (step < 0) && distance != 0 {
                return Some(0);
            }
            (distance / i128::from(step)) as f64
        }
        _ => {
            let (from, to, step) = (from.as_f64()?, to.as_f64()?, step.as_f64()?);
            if step == 0.0 {
                return None;
            }
            // A hair's breadth more, so that 0 to 1 by 0.1 ends at 1.
            ((to - from) / step + 1e-9).floor()
        }
    };
    if exact < 0.0 {
        return Some(0);
    }
    (exact < LIMIT).then_some(exact as usize + 1)
}

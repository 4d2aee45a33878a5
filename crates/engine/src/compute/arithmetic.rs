//! `+ - * / %` over columns: which types go together, and what comes out.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray};
use datafusion::arrow::datatypes::{Decimal128Type, Float64Type, Int64Type};
use datafusion::error::{DataFusionError, Result as DfResult};

use super::column::{Pair, decimals, repeat};
use crate::functions::def::Columns;
use crate::types::array::Builder;
use crate::types::{Json, Type, Value, datetime, decimal};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

use Operator::*;
use Type::{Datetime, Decimal, Dynamic, Int, Long, Real, Timespan};

impl Operator {
    /// The operator that a query writes so.
    pub fn of_sign(sign: &str) -> Option<Self> {
        Some(match sign {
            "+" => Add,
            "-" => Subtract,
            "*" => Multiply,
            "/" => Divide,
            "%" => Modulo,
            _ => return None,
        })
    }
}

/// The type of `left op right`; none when the operator is not defined for these types.
///
/// Whole numbers are computed as long. A dynamic operand is read as the type that the other one
/// asks for. Source: the types that the language service reports; it has a type for two dynamics
/// too, but the engine refuses them.
pub fn result_type(op: Operator, left: Type, right: Type) -> Option<Type> {
    if let Some(ty) = common_number(left, right) {
        return Some(ty);
    }
    Some(match (op, left, right) {
        (_, Dynamic, Dynamic) => return None,
        (_, Dynamic, number) | (_, number, Dynamic) if number.is_numeric() => {
            common_number(number, number)?
        }

        (Add, Datetime, Timespan | Dynamic | Datetime) | (Add, Timespan | Dynamic, Datetime) => {
            Datetime
        }
        (Add, Timespan, Timespan | Dynamic) | (Add, Dynamic, Timespan) => Timespan,

        (Subtract, Datetime, Datetime | Dynamic) | (Subtract, Dynamic, Datetime) => Timespan,
        (Subtract, Datetime, Timespan) | (Subtract, Timespan, Datetime) => Datetime,
        (Subtract, Timespan, Timespan | Dynamic) | (Subtract, Dynamic, Timespan) => Timespan,

        (Multiply, Timespan, Timespan) => Timespan,
        (Multiply, Timespan, n) | (Multiply, n, Timespan) if n.is_numeric() => Timespan,
        (Multiply, Datetime, n) | (Multiply, n, Datetime) if n.is_numeric() => Datetime,

        (Divide, Timespan | Datetime, Timespan) | (Divide, Datetime, Datetime) => Real,
        (Divide, Timespan, n) if n.is_numeric() => Timespan,
        (Divide, Datetime, n) if n.is_numeric() => Datetime,

        (Modulo, Timespan | Datetime, Timespan) | (Modulo, Datetime, Datetime) => Timespan,
        (Modulo, Timespan, n) if n.is_numeric() => Timespan,
        (Modulo, Datetime, n) if n.is_numeric() => Datetime,
        _ => return None,
    })
}

/// The type in which two numbers are computed.
pub fn common_number(left: Type, right: Type) -> Option<Type> {
    if !left.is_numeric() || !right.is_numeric() {
        return None;
    }
    Some(match (left, right) {
        (Decimal, _) | (_, Decimal) => Decimal,
        (Real, _) | (_, Real) => Real,
        _ => Long,
    })
}

/// The type of a function of two operands; dynamic where the operator is not defined.
pub(crate) fn returns(op: Operator, types: &[Type]) -> Type {
    match types {
        [left, right, ..] => result_type(op, *left, *right).unwrap_or(Dynamic),
        _ => Dynamic,
    }
}

/// Computes a whole column.
pub(crate) fn compute(op: Operator, columns: &Columns<'_>) -> DfResult<ArrayRef> {
    let (left, right) = (columns.ty(0), columns.ty(1));
    let Some(ty) = result_type(op, left, right) else {
        return Err(DataFusionError::Internal(format!(
            "{op:?} is not defined for {left} and {right}"
        )));
    };
    let is_time = |ty: Type| matches!(ty, Datetime | Timespan);
    if is_time(left) || is_time(right) {
        return times(op, ty, columns);
    }
    match ty {
        Decimal => {
            let pair = Pair::promoted(columns, Decimal)?;
            decimals(
                pair.map_some::<Decimal128Type, Decimal128Type, Decimal128Type>(|a, b| {
                    on_decimals(op, a, b)
                })?,
            )
        }
        Real => on_reals(op, &Pair::promoted(columns, Real)?),
        _ => on_longs(op, &Pair::promoted(columns, Long)?),
    }
}

fn on_longs(op: Operator, pair: &Pair) -> DfResult<ArrayRef> {
    type L = Int64Type;
    Ok(Arc::new(match op {
        Add => pair.map::<L, L, L>(i64::wrapping_add)?,
        Subtract => pair.map::<L, L, L>(i64::wrapping_sub)?,
        Multiply => pair.map::<L, L, L>(i64::wrapping_mul)?,
        Divide => pair.map_some::<L, L, L>(divide_longs)?,
        Modulo => pair.map_some::<L, L, L>(modulo_longs)?,
    }))
}

/// Cuts towards zero; null by zero.
pub(crate) fn divide_longs(a: i64, b: i64) -> Option<i64> {
    (b != 0).then(|| a.wrapping_div(b))
}

/// Never negative, whatever the signs are; null by zero.
pub(crate) fn modulo_longs(a: i64, b: i64) -> Option<i64> {
    (b != 0).then(|| a.wrapping_rem_euclid(b))
}

fn on_reals(op: Operator, pair: &Pair) -> DfResult<ArrayRef> {
    type R = Float64Type;
    Ok(Arc::new(match op {
        Add => pair.map::<R, R, R>(|a, b| a + b)?,
        Subtract => pair.map::<R, R, R>(|a, b| a - b)?,
        Multiply => pair.map::<R, R, R>(|a, b| a * b)?,
        Divide => pair.map::<R, R, R>(|a, b| a / b)?,
        Modulo => pair.map::<R, R, R>(f64::rem_euclid)?,
    }))
}

fn on_decimals(op: Operator, a: i128, b: i128) -> Option<i128> {
    match op {
        Add => decimal::add(a, b),
        Subtract => decimal::add(a, b.checked_neg()?),
        Multiply => decimal::multiply(a, b),
        Divide => decimal::divide(a, b),
        Modulo => (b != 0).then(|| a.checked_rem_euclid(b)).flatten(),
    }
}

/// Operators with a datetime or a timespan among the operands.
fn times(op: Operator, ty: Type, columns: &Columns<'_>) -> DfResult<ArrayRef> {
    type L = Int64Type;
    type R = Float64Type;
    let (left, right) = (columns.ty(0), columns.ty(1));
    let fits = |ticks: i64| match ty {
        Datetime => datetime::checked(ticks),
        _ => Some(ticks),
    };
    if ty == Real {
        let pair = Pair::promoted(columns, Real)?;
        return Ok(Arc::new(pair.map::<R, R, R>(|a, b| a / b)?));
    }
    if left.is_numeric() || right.is_numeric() {
        return scaled(op, ty, columns, &fits);
    }
    // A dynamic is read as what makes the operation whole: an end of an interval for a datetime
    // that is subtracted from, a timespan otherwise.
    let operand = |ty: Type, other: Type, subtract: bool| match ty {
        Dynamic if other == Datetime && subtract => Datetime,
        Dynamic => Timespan,
        known => known,
    };
    let pair = Pair::of(
        columns,
        operand(left, right, op == Subtract),
        operand(right, left, op == Subtract),
    )?;
    Ok(Arc::new(pair.map_some::<L, L, L>(|a, b| {
        fits(match op {
            Add => a.checked_add(b)?,
            Subtract => a.checked_sub(b)?,
            Multiply => a.checked_mul(b)?,
            Divide => return None,
            Modulo => modulo_longs(a, b)?,
        })
    })?))
}

/// A time and a number.
fn scaled(
    op: Operator,
    ty: Type,
    columns: &Columns<'_>,
    fits: &impl Fn(i64) -> Option<i64>,
) -> DfResult<ArrayRef> {
    type L = Int64Type;
    type R = Float64Type;
    let whole = |ty: Type| !matches!(ty, Real | Decimal);
    if whole(columns.ty(0)) && whole(columns.ty(1)) {
        let pair = Pair::promoted(columns, Long)?;
        return Ok(Arc::new(pair.map_some::<L, L, L>(|a, b| {
            fits(match op {
                Multiply => a.checked_mul(b)?,
                Divide => divide_longs(a, b)?,
                Modulo => modulo_longs(a, b)?,
                Add | Subtract => return None,
            })
        })?));
    }
    debug_assert!(matches!(ty, Datetime | Timespan), "a time scaled is a time");
    let pair = Pair::promoted(columns, Real)?;
    Ok(Arc::new(pair.map_some::<R, R, L>(|a, b| {
        let ticks = match op {
            Multiply => a * b,
            Divide => a / b,
            Modulo => a.rem_euclid(b),
            Add | Subtract => return None,
        };
        (ticks.abs() < 9.2e18)
            .then(|| fits(ticks.round() as i64))
            .flatten()
    })?))
}

/// The operator on two numbers of any kind, long where both are whole.
pub(crate) fn on_numbers(op: Operator, left: &Value, right: &Value) -> Value {
    let number = |value: &Value| match value {
        Value::Dynamic(json) => matches!(json, Json::Number(_)),
        other => other.as_f64().is_some(),
    };
    if !number(left) || !number(right) {
        return Value::Null;
    }
    if let (Some(a), Some(b)) = (left.as_i64(), right.as_i64()) {
        return match op {
            Add => Some(a.wrapping_add(b)),
            Subtract => Some(a.wrapping_sub(b)),
            Multiply => Some(a.wrapping_mul(b)),
            Divide => divide_longs(a, b),
            Modulo => modulo_longs(a, b),
        }
        .map_or(Value::Null, Value::Long);
    }
    let (Some(a), Some(b)) = (left.as_f64(), right.as_f64()) else {
        return Value::Null;
    };
    Value::Real(match op {
        Add => a + b,
        Subtract => a - b,
        Multiply => a * b,
        Divide => a / b,
        Modulo => a.rem_euclid(b),
    })
}

/// `-x`. Whole numbers become long, as everywhere in arithmetic.
pub(crate) fn negate(columns: &Columns<'_>) -> DfResult<ArrayRef> {
    let array = columns.array(0)?;
    let negated: ArrayRef = match columns.ty(0) {
        Real => Arc::new(
            array
                .as_primitive::<Float64Type>()
                .unary::<_, Float64Type>(|r| -r),
        ),
        Decimal => decimals(
            array
                .as_primitive::<Decimal128Type>()
                .unary::<_, Decimal128Type>(i128::wrapping_neg),
        )?,
        Dynamic => {
            let mut builder = Builder::new(Dynamic, array.len());
            let reader = columns.argument(0)?;
            for row in 0..array.len() {
                builder.push(&on_numbers(Subtract, &Value::Long(0), &reader.value(row)));
            }
            builder.finish()
        }
        Int => Arc::new(
            columns
                .promoted(0, Long)?
                .as_primitive::<Int64Type>()
                .unary::<_, Int64Type>(i64::wrapping_neg),
        ),
        Datetime => Arc::new(
            array
                .as_primitive::<Int64Type>()
                .unary_opt::<_, Int64Type>(|t| datetime::checked(t.wrapping_neg())),
        ),
        _ => Arc::new(
            array
                .as_primitive::<Int64Type>()
                .unary::<_, Int64Type>(i64::wrapping_neg),
        ),
    };
    repeat(&negated, columns.rows)
}

/// The type of `-x`.
pub(crate) fn negated_type(types: &[Type]) -> Type {
    match types.first() {
        Some(Int) => Long,
        Some(ty) => *ty,
        None => Dynamic,
    }
}

//! `== != < <= > >=` over columns, with the nulls of the language.
//!
//! Null equals nothing: `null == 1` is false and `null != 1` is true. Null against null is null,
//! and so is every order with a null. Source: the page "Null values" of the Kusto documentation.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, BooleanBuilder, Datum, Scalar,
};
use datafusion::arrow::buffer::{BooleanBuffer, NullBuffer};
use datafusion::arrow::compute::kernels::cmp;
use datafusion::arrow::datatypes::Float64Type;
use datafusion::error::Result as DfResult;

use super::arithmetic::common_number;
use super::column::{Pair, repeat};
use crate::functions::def::Columns;

use crate::types::{Json, Type, Value, dynamic, text_of_json};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

use Comparison::*;

impl Comparison {
    fn is_equality(self) -> bool {
        matches!(self, Equal | NotEqual)
    }

    /// Whether two reals compare so; NaN equals nothing and has no order.
    fn of_reals(self, a: f64, b: f64) -> bool {
        match self {
            Equal => a == b,
            NotEqual => a != b,
            Less => a < b,
            LessOrEqual => a <= b,
            Greater => a > b,
            GreaterOrEqual => a >= b,
        }
    }

    fn of_order(self, order: std::cmp::Ordering) -> bool {
        match self {
            Equal => order.is_eq(),
            NotEqual => order.is_ne(),
            Less => order.is_lt(),
            LessOrEqual => order.is_le(),
            Greater => order.is_gt(),
            GreaterOrEqual => order.is_ge(),
        }
    }
}

/// Compares the first two arguments row by row.
pub(crate) fn compare(op: Comparison, columns: &Columns<'_>) -> DfResult<ArrayRef> {
    let (left, right) = (columns.ty(0), columns.ty(1));
    let plain = if left == right {
        Some(left)
    } else {
        common_number(left, right)
    };
    Ok(match plain {
        Some(Type::Dynamic) | None => Arc::new(of_values(op, columns)?),
        Some(Type::Real) => Arc::new(of_reals(op, &Pair::promoted(columns, Type::Real)?)),
        Some(ty) => {
            let pair = Pair::promoted(columns, ty)?;
            let result = of_arrays(op, &pair)?;
            if pair.left_constant && pair.right_constant {
                repeat(&(Arc::new(result) as ArrayRef), pair.rows)?
            } else {
                Arc::new(result)
            }
        }
    })
}

/// What Arrow compares as we do: whole numbers, ticks, decimals, texts and bools.
fn of_arrays(op: Comparison, pair: &Pair) -> DfResult<BooleanArray> {
    let (left, right) = (
        datum(&pair.left, pair.left_constant),
        datum(&pair.right, pair.right_constant),
    );
    let (left, right) = (left.as_ref(), right.as_ref());
    let compared = match op {
        Equal => cmp::eq(left, right),
        NotEqual => cmp::neq(left, right),
        Less => cmp::lt(left, right),
        LessOrEqual => cmp::lt_eq(left, right),
        Greater => cmp::gt(left, right),
        GreaterOrEqual => cmp::gt_eq(left, right),
    }?;
    Ok(if op.is_equality() {
        settle_nulls(op, &compared, pair)
    } else {
        compared
    })
}

fn datum(array: &ArrayRef, constant: bool) -> Box<dyn Datum> {
    if constant {
        Box::new(Scalar::new(Arc::clone(array)))
    } else {
        Box::new(Arc::clone(array))
    }
}

fn of_reals(op: Comparison, pair: &Pair) -> BooleanArray {
    let (a, b) = (
        pair.left.as_primitive::<Float64Type>(),
        pair.right.as_primitive::<Float64Type>(),
    );
    let (x, y) = (a.values(), b.values());
    let values = match (pair.left_constant, pair.right_constant) {
        (false, true) => BooleanBuffer::collect_bool(pair.rows, |i| op.of_reals(x[i], y[0])),
        (true, false) => BooleanBuffer::collect_bool(pair.rows, |i| op.of_reals(x[0], y[i])),
        (false, false) => BooleanBuffer::collect_bool(pair.rows, |i| op.of_reals(x[i], y[i])),
        (true, true) => BooleanBuffer::collect_bool(pair.rows, |_| op.of_reals(x[0], y[0])),
    };
    let valid = |array: &dyn Array, constant: bool| validity(array, constant, pair.rows);
    let nulls = NullBuffer::union(
        valid(a, pair.left_constant).as_ref(),
        valid(b, pair.right_constant).as_ref(),
    );
    let compared = BooleanArray::new(values, nulls);
    if op.is_equality() {
        settle_nulls(op, &compared, pair)
    } else {
        compared
    }
}

/// Which rows are not null; none when all are.
fn validity(array: &dyn Array, constant: bool, rows: usize) -> Option<NullBuffer> {
    if constant {
        array.is_null(0).then(|| NullBuffer::new_null(rows))
    } else {
        array
            .nulls()
            .filter(|nulls| nulls.null_count() > 0)
            .cloned()
    }
}

/// Where one side is null, `==` is false and `!=` is true; where both are, the result is null.
fn settle_nulls(op: Comparison, compared: &BooleanArray, pair: &Pair) -> BooleanArray {
    let rows = compared.len();
    let left = validity(pair.left.as_ref(), pair.left_constant, rows);
    let right = validity(pair.right.as_ref(), pair.right_constant, rows);
    if left.is_none() && right.is_none() {
        return compared.clone();
    }
    let both = NullBuffer::union(left.as_ref(), right.as_ref());
    let values = match (op, both) {
        (_, None) => compared.values().clone(),
        (NotEqual, Some(both)) => &(compared.values() & both.inner()) | &!both.inner(),
        (_, Some(both)) => compared.values() & both.inner(),
    };
    let either = match (left, right) {
        (Some(l), Some(r)) => Some(NullBuffer::new(l.inner() | r.inner())),
        _ => None,
    };
    BooleanArray::new(values, either)
}

/// Dynamics, and pairs of types that have no common one.
fn of_values(op: Comparison, columns: &Columns<'_>) -> DfResult<BooleanArray> {
    let mut builder = BooleanBuilder::with_capacity(columns.rows);
    match (columns.ty(0), columns.ty(1)) {
        // A dynamic against a string, as rules compare it with names: its text, without a tree.
        (Type::Dynamic, Type::String) => {
            let (left, right) = (columns.texts(0)?, columns.texts(1)?);
            for row in 0..columns.rows {
                let left = left.get(row).map(text_of_json).unwrap_or_default();
                let right = right.get(row).unwrap_or_default();
                builder.append_value(op.of_order(left.as_ref().cmp(right)));
            }
        }
        (Type::String, Type::Dynamic) => {
            let (left, right) = (columns.texts(0)?, columns.texts(1)?);
            for row in 0..columns.rows {
                let left = left.get(row).unwrap_or_default();
                let right = right.get(row).map(text_of_json).unwrap_or_default();
                builder.append_value(op.of_order(left.cmp(right.as_ref())));
            }
        }
        _ => {
            let (left, right) = (side(columns, 0)?, side(columns, 1)?);
            for row in 0..columns.rows {
                builder.append_option(compare_values(op, &left(row), &right(row)));
            }
        }
    }
    Ok(builder.finish())
}

/// The values of an argument; of a dynamic, the plain ones without a tree.
fn side<'a>(columns: &'a Columns<'_>, at: usize) -> DfResult<Box<dyn Fn(usize) -> Value + 'a>> {
    let argument = columns.argument(at)?;
    if columns.ty(at) != Type::Dynamic {
        return Ok(Box::new(move |row| argument.value(row)));
    }
    let texts = columns.texts(at)?;
    Ok(Box::new(move |row| match texts.get(row) {
        None => Value::Null,
        Some("true") => Value::Bool(true),
        Some("false") => Value::Bool(false),
        Some(text) if text.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
            let whole = text.parse().map(Value::Long);
            whole
                .or_else(|_| text.parse().map(Value::Real))
                .unwrap_or(Value::Null)
        }
        Some(_) => argument.value(row),
    }))
}

/// Compares two values; a dynamic is read as what the other one is.
pub(crate) fn compare_values(op: Comparison, left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Null, Value::Null) => return None,
        (Value::Null, Value::String(text)) | (Value::String(text), Value::Null) => {
            return Some(op.of_order("".cmp(text)));
        }
        (Value::Null, _) | (_, Value::Null) => {
            return op.is_equality().then_some(op == NotEqual);
        }
        (Value::Dynamic(a), Value::Dynamic(b)) => return of_json(op, a, b),
        (Value::Dynamic(a), Value::String(b)) => {
            return Some(op.of_order(dynamic::to_text(a).as_str().cmp(b)));
        }
        (Value::String(a), Value::Dynamic(b)) => {
            return Some(op.of_order(a.as_str().cmp(&dynamic::to_text(b))));
        }
        _ => {}
    }
    if let (Some(a), Some(b)) = (left.as_bool(), right.as_bool()) {
        return Some(op.of_order(a.cmp(&b)));
    }
    if let (Some(a), Some(b)) = (left.as_i64(), right.as_i64()) {
        return Some(op.of_order(a.cmp(&b)));
    }
    if let (Some(a), Some(b)) = (left.as_f64(), right.as_f64()) {
        return Some(op.of_reals(a, b));
    }
    let text = |value: &Value| {
        matches!(
            value,
            Value::String(_) | Value::Guid(_) | Value::Dynamic(Json::String(_))
        )
    };
    if text(left) && text(right) {
        return Some(op.of_order(left.as_str().cmp(right.as_str())));
    }
    // Values of kinds that never meet are different, and have no order.
    op.is_equality().then_some(op == NotEqual)
}

fn of_json(op: Comparison, a: &Json, b: &Json) -> Option<bool> {
    match (a, b) {
        (Json::Number(x), Json::Number(y)) => match (x.as_i64(), y.as_i64()) {
            (Some(x), Some(y)) => Some(op.of_order(x.cmp(&y))),
            _ => Some(op.of_reals(x.as_f64()?, y.as_f64()?)),
        },
        (Json::String(_), Json::String(_)) | (Json::Bool(_), Json::Bool(_)) => {
            Some(op.of_order(dynamic::order(a, b)))
        }
        _ if op.is_equality() => Some((a == b) == (op == Equal)),
        _ => None,
    }
}

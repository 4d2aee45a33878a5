//! Functions of each element of a series, or of each pair of two.

use super::Series;
use crate::compute::arithmetic::{Operator, on_numbers};
use crate::compute::compare::{Comparison, compare_values};
use crate::types::number::json_real;
use crate::types::{Json, Type, Value};

/// A function of each real; null where there is no number.
pub(crate) fn map(args: &[Value], f: impl Fn(f64) -> f64) -> Value {
    map_json(args, |x, _| json_real(f(x)))
}

/// As [`map`], but a series of whole numbers stays one.
pub(crate) fn map_keeping(args: &[Value], f: impl Fn(f64) -> f64) -> Value {
    map_json(args, |x, whole| {
        if whole {
            Json::from(f(x) as i64)
        } else {
            json_real(f(x))
        }
    })
}

fn map_json(args: &[Value], f: impl Fn(f64, bool) -> Json) -> Value {
    let Some(series) = Series::read(&args[0]) else {
        return Value::Null;
    };
    let items = series.values.iter().map(|x| {
        if x.is_nan() {
            Json::Null
        } else {
            f(*x, series.whole)
        }
    });
    Value::Dynamic(items.collect())
}

/// An argument of a function of two: a series, or a number that stands for each element.
enum Side<'a> {
    Items(&'a [Json]),
    One(Json),
}

impl<'a> Side<'a> {
    fn of(value: &'a Value) -> Self {
        match value {
            Value::Dynamic(Json::Array(items)) => Side::Items(items),
            other => Side::One(other.to_json()),
        }
    }

    fn at(&self, at: usize) -> Option<&Json> {
        match self {
            Side::Items(items) => items.get(at),
            Side::One(item) => Some(item),
        }
        .filter(|item| item.is_number())
    }
}

/// A function of each pair of numbers; null where either is missing. Null when neither argument is
/// a series.
fn pairs(args: &[Value], f: impl Fn(&Json, &Json) -> Json) -> Value {
    let (left, right) = (Side::of(&args[0]), Side::of(&args[1]));
    let length = match (&left, &right) {
        (Side::Items(a), Side::Items(b)) => a.len().max(b.len()),
        (Side::Items(a), Side::One(_)) | (Side::One(_), Side::Items(a)) => a.len(),
        (Side::One(_), Side::One(_)) => return Value::Null,
    };
    let items = (0..length).map(|at| match (left.at(at), right.at(at)) {
        (Some(a), Some(b)) => f(a, b),
        _ => Json::Null,
    });
    Value::Dynamic(items.collect())
}

/// Whether these are two series, or a series and a number.
pub(crate) fn pair(types: &[Type]) -> bool {
    match types {
        [Type::Dynamic, other] | [other, Type::Dynamic] => {
            *other == Type::Dynamic || other.is_numeric()
        }
        _ => false,
    }
}

/// `+ - *` of each pair; whole numbers stay whole.
pub(crate) fn arithmetic(args: &[Value], op: Operator) -> Value {
    pairs(args, |a, b| {
        on_numbers(op, &Value::Dynamic(a.clone()), &Value::Dynamic(b.clone())).to_json()
    })
}

/// A function of each pair as reals.
pub(crate) fn real_pairs(args: &[Value], f: impl Fn(f64, f64) -> f64) -> Value {
    pairs(args, |a, b| match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => json_real(f(a, b)),
        _ => Json::Null,
    })
}

/// A comparison of each pair.
pub(crate) fn comparison(args: &[Value], op: Comparison) -> Value {
    pairs(args, |a, b| {
        compare_values(op, &Value::Dynamic(a.clone()), &Value::Dynamic(b.clone()))
            .map_or(Json::Null, Json::Bool)
    })
}

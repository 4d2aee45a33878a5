//! `bin()` and `bin_at()` over columns.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, ArrowPrimitiveType, AsArray, PrimitiveArray};
use datafusion::arrow::datatypes::{Decimal128Type, Float64Type, Int64Type};
use datafusion::error::Result as DfResult;

use super::arithmetic::common_number;
use super::column::{Pair, decimals, repeat};
use crate::functions::def::Columns;
use crate::types::{Type, datetime};

type R = Float64Type;
type D = Decimal128Type;
type L = Int64Type;

/// The type of the result: the value's for times, the common one for numbers.
pub(crate) fn bin_type(types: &[Type]) -> Type {
    let value = types.first().copied().unwrap_or(Type::Long);
    let size = types.get(1).copied().unwrap_or(value);
    match value {
        Type::Datetime | Type::Timespan => value,
        Type::Dynamic if size == Type::Timespan => Type::Datetime,
        Type::Dynamic => common_number(size, size).unwrap_or(Type::Real),
        _ => common_number(value, size).unwrap_or(value),
    }
}

/// Whether a value has bins of such a size.
pub(crate) fn fits(types: &[Type]) -> bool {
    match types {
        [Type::Datetime, Type::Datetime | Type::Timespan] => true,
        [Type::Timespan, Type::Timespan] => true,
        [value, size] => value.is_numeric() && size.is_numeric(),
        _ => false,
    }
}

/// Whether a value has bins of such a size that are counted from such a point.
pub(crate) fn fits_at(types: &[Type]) -> bool {
    match types {
        [Type::Datetime, size, Type::Datetime] => size.is_summable(),
        [Type::Timespan, size, Type::Timespan] => size.is_summable(),
        [value, size, point] => value.is_numeric() && size.is_numeric() && point.is_numeric(),
        _ => false,
    }
}

/// Bins that are counted from zero.
pub(crate) fn bin(columns: &Columns<'_>) -> DfResult<ArrayRef> {
    let ty = bin_type(columns.types);
    let pair = Pair::of(columns, ty, size_type(ty))?;
    Ok(match ty {
        Type::Real => Arc::new(pair.map_some::<R, R, R>(real)?),
        Type::Decimal => decimals(pair.map_some::<D, D, D>(decimal)?)?,
        _ => Arc::new(pair.map_some::<L, L, L>(whole)?),
    })
}

/// Bins that are counted from the third argument.
pub(crate) fn bin_at(columns: &Columns<'_>) -> DfResult<ArrayRef> {
    let ty = bin_type(columns.types);
    let values = repeat(&columns.promoted(0, ty)?, columns.rows)?;
    let sizes = repeat(&columns.promoted(1, size_type(ty))?, columns.rows)?;
    let points = repeat(&columns.promoted(2, ty)?, columns.rows)?;
    let arrays = [&values, &sizes, &points];
    Ok(match ty {
        Type::Real => Arc::new(each::<R>(arrays, |value, size, point| {
            Some(real(value - point, size)? + point)
        })),
        Type::Decimal => decimals(each::<D>(arrays, |value, size, point| {
            decimal(value.checked_sub(point)?, size)?.checked_add(point)
        }))?,
        _ => Arc::new(each::<L>(arrays, |value, size, point| {
            let start = whole(value.checked_sub(point)?, size)?.checked_add(point)?;
            if ty == Type::Datetime {
                datetime::checked(start)
            } else {
                Some(start)
            }
        })),
    })
}

/// In what the size of a bin is given.
fn size_type(ty: Type) -> Type {
    if ty == Type::Datetime {
        Type::Timespan
    } else {
        ty
    }
}

fn real(value: f64, size: f64) -> Option<f64> {
    (size > 0.0).then(|| (value / size).floor() * size)
}

fn decimal(value: i128, size: i128) -> Option<i128> {
    if size > 0 {
        value.checked_sub(value.rem_euclid(size))
    } else {
        None
    }
}

fn whole(value: i64, size: i64) -> Option<i64> {
    if size > 0 {
        value.checked_sub(value.rem_euclid(size))
    } else {
        None
    }
}

/// Applies `f` to each row of three columns; null where one is null or `f` gives none.
fn each<T: ArrowPrimitiveType>(
    [a, b, c]: [&ArrayRef; 3],
    f: impl Fn(T::Native, T::Native, T::Native) -> Option<T::Native>,
) -> PrimitiveArray<T> {
    let (a, b, c) = (
        a.as_primitive::<T>(),
        b.as_primitive::<T>(),
        c.as_primitive::<T>(),
    );
    a.iter()
        .zip(b)
        .zip(c)
        .map(|((a, b), c)| f(a?, b?, c?))
        .collect()
}

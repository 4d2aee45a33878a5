//! The arguments of a batch, column by column: constants, promotions between number types, and
//! loops over pairs.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, ArrowPrimitiveType, AsArray, Decimal128Array, Int64Array, PrimitiveArray,
    StringViewArray, new_null_array,
};
use datafusion::arrow::compute::{cast, take};
use datafusion::arrow::datatypes::{Decimal128Type, Float64Type, Int64Type};
use datafusion::error::{DataFusionError, Result as DfResult};

use crate::functions::def::Columns;
use crate::types::array::{Builder, Reader};
use crate::types::convert::convert;
use crate::types::{Type, Value, decimal};

impl Columns<'_> {
    /// The array of an argument; a missing one is our own mistake.
    pub(crate) fn array(&self, at: usize) -> DfResult<&ArrayRef> {
        self.arrays
            .get(at)
            .ok_or_else(|| DataFusionError::Internal(format!("argument {at} is missing")))
    }

    /// The type of an argument; dynamic when there is none.
    pub(crate) fn ty(&self, at: usize) -> Type {
        self.types.get(at).copied().unwrap_or(Type::Dynamic)
    }

    pub(crate) fn is_constant(&self, at: usize) -> bool {
        self.constant.get(at).copied().unwrap_or(false)
    }

    /// The value of a constant argument.
    pub(crate) fn constant_value(&self, at: usize) -> DfResult<Option<Value>> {
        if !self.is_constant(at) {
            return Ok(None);
        }
        Ok(Some(
            Reader::new(self.ty(at), self.array(at)?.as_ref())?.value(0),
        ))
    }

    /// Reads an argument row by row.
    pub(crate) fn argument(&self, at: usize) -> DfResult<Argument<'_>> {
        Ok(Argument {
            reader: Reader::new(self.ty(at), self.array(at)?.as_ref())?,
            constant: self.is_constant(at),
        })
    }

    /// The texts of a string, guid or dynamic argument.
    pub(crate) fn texts(&self, at: usize) -> DfResult<Texts<'_>> {
        let array = self.array(at)?;
        Ok(Texts {
            array: array.as_string_view_opt().ok_or_else(|| {
                DataFusionError::Internal(format!("argument {at} is stored as no text"))
            })?,
            constant: self.is_constant(at),
        })
    }

    /// An argument as numbers of another type: int, long, real, decimal, and dynamic to any.
    pub(crate) fn promoted(&self, at: usize, to: Type) -> DfResult<ArrayRef> {
        promote(self.array(at)?, self.ty(at), to)
    }
}

/// An argument that is read row by row; a constant gives its one row for each.
pub(crate) struct Argument<'a> {
    reader: Reader<'a>,
    constant: bool,
}

impl Argument<'_> {
    pub(crate) fn value(&self, row: usize) -> Value {
        self.reader.value(if self.constant { 0 } else { row })
    }
}

/// The texts of an argument.
#[derive(Clone, Copy)]
pub(crate) struct Texts<'a> {
    pub(crate) array: &'a StringViewArray,
    constant: bool,
}

impl<'a> Texts<'a> {
    pub(crate) fn get(&self, row: usize) -> Option<&'a str> {
        let row = if self.constant { 0 } else { row };
        self.array.is_valid(row).then(|| self.array.value(row))
    }
}

/// Numbers and times as another type. What does not fit is null.
pub(crate) fn promote(array: &ArrayRef, from: Type, to: Type) -> DfResult<ArrayRef> {
    Ok(match (from, to) {
        _ if from == to => Arc::clone(array),
        // Ticks are whole numbers, and so are arrays of them.
        (
            Type::Long | Type::Datetime | Type::Timespan,
            Type::Long | Type::Datetime | Type::Timespan,
        ) => Arc::clone(array),
        (Type::Int, Type::Long | Type::Timespan | Type::Datetime) => {
            cast(array, &Type::Long.arrow())?
        }
        (Type::Int | Type::Long | Type::Datetime | Type::Timespan, Type::Real) => {
            cast(array, &Type::Real.arrow())?
        }
        (Type::Decimal, Type::Real) => Arc::new(
            array
                .as_primitive::<Decimal128Type>()
                .unary::<_, Float64Type>(decimal::to_f64),
        ),
        (Type::Int | Type::Long, Type::Decimal) => {
            let longs = cast(array, &Type::Long.arrow())?;
            decimals(
                longs
                    .as_primitive::<Int64Type>()
                    .unary::<_, Decimal128Type>(decimal::from_i64),
            )?
        }
        (Type::Real, Type::Decimal) => decimals(
            array
                .as_primitive::<Float64Type>()
                .unary_opt::<_, Decimal128Type>(decimal::from_f64),
        )?,
        _ => {
            let reader = Reader::new(from, array.as_ref())?;
            let mut builder = Builder::new(to, array.len());
            for row in 0..array.len() {
                builder.push(&convert(&reader.value(row), to));
            }
            builder.finish()
        }
    })
}

/// The array as decimals of our precision and scale.
pub(crate) fn decimals(array: Decimal128Array) -> DfResult<ArrayRef> {
    Ok(Arc::new(array.with_precision_and_scale(
        decimal::PRECISION,
        decimal::SCALE,
    )?))
}

/// An array of one row as `rows` rows.
pub(crate) fn repeat(array: &ArrayRef, rows: usize) -> DfResult<ArrayRef> {
    if array.len() == rows {
        return Ok(Arc::clone(array));
    }
    let zeros = Int64Array::from(vec![0; rows]);
    Ok(take(array.as_ref(), &zeros, None)?)
}

/// Two arrays, of which either may be a constant of one row.
#[derive(Clone)]
pub(crate) struct Pair {
    pub(crate) left: ArrayRef,
    pub(crate) right: ArrayRef,
    pub(crate) left_constant: bool,
    pub(crate) right_constant: bool,
    pub(crate) rows: usize,
}

impl Pair {
    /// The first two arguments as numbers of one type.
    pub(crate) fn promoted(columns: &Columns<'_>, to: Type) -> DfResult<Self> {
        Self::of(columns, to, to)
    }

    /// The first two arguments, each as a type.
    pub(crate) fn of(columns: &Columns<'_>, left: Type, right: Type) -> DfResult<Self> {
        Ok(Self {
            left: columns.promoted(0, left)?,
            right: columns.promoted(1, right)?,
            left_constant: columns.is_constant(0),
            right_constant: columns.is_constant(1),
            rows: columns.rows,
        })
    }

    /// Applies `f` to each pair of values; null where either is null. `f` is called on the values
    /// under nulls too, so it must not panic.
    pub(crate) fn map<A, B, O>(
        &self,
        f: impl Fn(A::Native, B::Native) -> O::Native,
    ) -> DfResult<PrimitiveArray<O>>
    where
        A: ArrowPrimitiveType,
        B: ArrowPrimitiveType,
        O: ArrowPrimitiveType,
    {
        let (a, b) = (
            self.left.as_primitive::<A>(),
            self.right.as_primitive::<B>(),
        );
        match (self.left_constant, self.right_constant) {
            (false, true) if b.is_valid(0) => {
                let c = b.value(0);
                Ok(a.unary(|x| f(x, c)))
            }
            (true, false) if a.is_valid(0) => {
                let c = a.value(0);
                Ok(b.unary(|y| f(c, y)))
            }
            (false, false) => Ok(datafusion::arrow::compute::binary(a, b, f)?),
            _ => self.map_some::<A, B, O>(|x, y| Some(f(x, y))),
        }
    }

    /// As [`Self::map`]; null also where `f` gives none.
    pub(crate) fn map_some<A, B, O>(
        &self,
        f: impl Fn(A::Native, B::Native) -> Option<O::Native>,
    ) -> DfResult<PrimitiveArray<O>>
    where
        A: ArrowPrimitiveType,
        B: ArrowPrimitiveType,
        O: ArrowPrimitiveType,
    {
        let (a, b) = (
            self.left.as_primitive::<A>(),
            self.right.as_primitive::<B>(),
        );
        let constant = |array: &dyn Array, constant: bool| constant && array.is_null(0);
        if constant(a, self.left_constant) || constant(b, self.right_constant) {
            return Ok(new_null_array(&O::DATA_TYPE, self.rows)
                .as_primitive::<O>()
                .clone());
        }
        Ok(match (self.left_constant, self.right_constant) {
            (false, true) => {
                let c = b.value(0);
                a.unary_opt(|x| f(x, c))
            }
            (true, false) => {
                let c = a.value(0);
                b.unary_opt(|y| f(c, y))
            }
            (false, false) => a.iter().zip(b.iter()).map(|(x, y)| f(x?, y?)).collect(),
            (true, true) => {
                let one = f(a.value(0), b.value(0));
                std::iter::repeat_n(one, self.rows).collect()
            }
        })
    }
}

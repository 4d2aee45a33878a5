//! Sums, for `sum` and `sumif`.

use crate::aggregates::def::{Group, Make, Row};
use crate::types::{Type, Value, decimal};

/// What a sum over this type gives: long for int, otherwise the type itself.
pub(crate) fn gives(types: &[Type]) -> Type {
    match types.first() {
        Some(Type::Int) | None => Type::Long,
        Some(ty) => *ty,
    }
}

/// Groups that add up the first argument. A sum of nothing is 0.
pub(crate) fn make(types: &[Type]) -> Make {
    match gives(types) {
        Type::Real => Box::new(|| Box::new(Reals(0.0))),
        Type::Decimal => Box::new(|| Box::new(Decimals(Some(0)))),
        Type::Timespan => Box::new(|| Box::new(Wholes(0, Value::Timespan))),
        _ => Box::new(|| Box::new(Wholes(0, Value::Long))),
    }
}

/// Wraps, as `+` does.
struct Wholes(i64, fn(i64) -> Value);

impl Group for Wholes {
    fn add(&mut self, row: &Row<'_>) {
        self.0 = self.0.wrapping_add(row.long(0).unwrap_or(0));
    }

    fn finish(&mut self) -> Value {
        (self.1)(self.0)
    }

    fn size(&self) -> usize {
        0
    }
}

struct Reals(f64);

impl Group for Reals {
    fn add(&mut self, row: &Row<'_>) {
        self.0 += row.real(0).unwrap_or(0.0);
    }

    fn finish(&mut self) -> Value {
        Value::Real(self.0)
    }

    fn size(&self) -> usize {
        0
    }
}

/// `None` once the sum does not fit.
struct Decimals(Option<i128>);

impl Group for Decimals {
    fn add(&mut self, row: &Row<'_>) {
        let addend = row.decimal(0).unwrap_or(0);
        self.0 = self.0.and_then(|sum| decimal::add(sum, addend));
    }

    fn finish(&mut self) -> Value {
        self.0.map_or(Value::Null, Value::Decimal)
    }

    fn size(&self) -> usize {
        0
    }
}

//! Averages, for `avg` and `avgif`.

use crate::aggregates::def::{Group, Make, Row};
use crate::types::{Type, Value, datetime, decimal};

/// What an average over this type gives: times stay times, decimals decimals, the rest is real.
pub(crate) fn gives(types: &[Type]) -> Type {
    match types.first() {
        Some(ty @ (Type::Decimal | Type::Timespan | Type::Datetime)) => *ty,
        _ => Type::Real,
    }
}

/// Groups that average the first argument over the rows where it is not null.
pub(crate) fn make(types: &[Type]) -> Make {
    let gives = gives(types);
    match (types.first(), gives) {
        (Some(Type::Real), _) => Box::new(|| Box::new(Reals { sum: 0.0, rows: 0 })),
        (_, Type::Decimal) => Box::new(|| {
            Box::new(Decimals {
                sum: Some(0),
                rows: 0,
            })
        }),
        _ => Box::new(move || {
            Box::new(Wholes {
                sum: 0,
                rows: 0,
                gives,
            })
        }),
    }
}

struct Reals {
    sum: f64,
    rows: i64,
}

impl Group for Reals {
    fn add(&mut self, row: &Row<'_>) {
        if let Some(real) = row.real(0) {
            self.sum += real;
            self.rows += 1;
        }
    }

    /// The average of nothing is NaN.
    fn finish(&mut self) -> Value {
        Value::Real(self.sum / self.rows as f64)
    }

    fn size(&self) -> usize {
        0
    }
}

/// Whole numbers and ticks, summed without loss.
struct Wholes {
    sum: i128,
    rows: i64,
    gives: Type,
}

impl Group for Wholes {
    fn add(&mut self, row: &Row<'_>) {
        if let Some(whole) = row.long(0) {
            self.sum += i128::from(whole);
            self.rows += 1;
        }
    }

    fn finish(&mut self) -> Value {
        if self.gives == Type::Real {
            // The engine's sum of longs runs over, as that of `sum` does.
            return Value::Real(self.sum as i64 as f64 / self.rows as f64);
        }
        if self.rows == 0 {
            return Value::Null;
        }
        let Ok(ticks) = i64::try_from(self.sum / i128::from(self.rows)) else {
            return Value::Null;
        };
        match self.gives {
            Type::Datetime => datetime::checked(ticks).map_or(Value::Null, Value::Datetime),
            _ => Value::Timespan(ticks),
        }
    }

    fn size(&self) -> usize {
        0
    }
}

struct Decimals {
    /// `None` once the sum does not fit.
    sum: Option<i128>,
    rows: i64,
}

impl Group for Decimals {
    fn add(&mut self, row: &Row<'_>) {
        if let Some(addend) = row.decimal(0) {
            self.sum = self.sum.and_then(|sum| decimal::add(sum, addend));
            self.rows += 1;
        }
    }

    fn finish(&mut self) -> Value {
        let rows = decimal::from_i64(self.rows);
        self.sum
            .and_then(|sum| decimal::divide(sum, rows))
            .map_or(Value::Null, Value::Decimal)
    }

    fn size(&self) -> usize {
        0
    }
}

//! The least or the greatest value so far: `min`, `max`, and what `arg_min` and `arg_max` compare.

use std::cmp::Ordering;

use crate::aggregates::def::{Group, Make, Row};
use crate::types::{Json, Type, Value, dynamic};

/// The best value of one argument so far. Nulls do not take part. A NaN wins over any number, in
/// both directions.
pub(crate) struct Best {
    argument: usize,
    /// What a better value is to the best so far.
    better: Ordering,
    best: Held,
    ty: Type,
}

enum Held {
    Nothing,
    Whole(i64),
    Real(f64),
    Decimal(i128),
    Bool(bool),
    Text(String),
    Dynamic(Json),
}

impl Best {
    pub(crate) fn new(argument: usize, ty: Type, better: Ordering) -> Self {
        Self {
            argument,
            better,
            best: Held::Nothing,
            ty,
        }
    }

    /// Takes the row's value when it is better than the best so far.
    pub(crate) fn offer(&mut self, row: &Row<'_>) -> bool {
        let better = self.better;
        match self.ty {
            Type::Int | Type::Long | Type::Datetime | Type::Timespan => {
                let Some(value) = row.long(self.argument) else {
                    return false;
                };
                let wins = !matches!(&self.best, Held::Whole(best) if value.cmp(best) != better);
                if wins {
                    self.best = Held::Whole(value);
                }
                wins
            }
            Type::Real => {
                let Some(value) = row.real(self.argument) else {
                    return false;
                };
                let wins =
                    !matches!(&self.best, Held::Real(best) if !real_wins(value, *best, better));
                if wins {
                    self.best = Held::Real(value);
                }
                wins
            }
            Type::Decimal => {
                let Some(value) = row.decimal(self.argument) else {
                    return false;
                };
                let wins = !matches!(&self.best, Held::Decimal(best) if value.cmp(best) != better);
                if wins {
                    self.best = Held::Decimal(value);
                }
                wins
            }
            Type::Bool => {
                let Some(value) = row.boolean(self.argument) else {
                    return false;
                };
                let wins = !matches!(&self.best, Held::Bool(best) if value.cmp(best) != better);
                if wins {
                    self.best = Held::Bool(value);
                }
                wins
            }
            Type::String | Type::Guid => {
                if row.is_null(self.argument) && self.ty == Type::Guid {
                    return false;
                }
                let text = row.text(self.argument);
                match &mut self.best {
                    Held::Text(best) if text.cmp(best.as_str()) != better => false,
                    Held::Text(best) => {
                        best.clear();
                        best.push_str(text);
                        true
                    }
                    other => {
                        *other = Held::Text(text.to_owned());
                        true
                    }
                }
            }
            Type::Dynamic => {
                let Value::Dynamic(json) = row.get(self.argument) else {
                    return false;
                };
                let wins = !matches!(&self.best, Held::Dynamic(best) if dynamic::order(&json, best) != better);
                if wins {
                    self.best = Held::Dynamic(json);
                }
                wins
            }
        }
    }

    /// The value; null, or the empty string, when there was none.
    pub(crate) fn take(&mut self) -> Value {
        match (std::mem::replace(&mut self.best, Held::Nothing), self.ty) {
            (Held::Nothing, ty) => Value::missing(ty),
            (Held::Whole(value), Type::Int) => Value::Int(value as i32),
            (Held::Whole(value), Type::Datetime) => Value::Datetime(value),
            (Held::Whole(value), Type::Timespan) => Value::Timespan(value),
            (Held::Whole(value), _) => Value::Long(value),
            (Held::Real(value), _) => Value::Real(value),
            (Held::Decimal(value), _) => Value::Decimal(value),
            (Held::Bool(value), _) => Value::Bool(value),
            (Held::Text(text), Type::Guid) => Value::Guid(text),
            (Held::Text(text), _) => Value::String(text),
            (Held::Dynamic(json), _) => Value::json(json),
        }
    }

    pub(crate) fn size(&self) -> usize {
        match &self.best {
            Held::Text(text) => text.capacity(),
            Held::Dynamic(_) => 64,
            _ => 0,
        }
    }
}

fn real_wins(value: f64, best: f64, better: Ordering) -> bool {
    if best.is_nan() {
        return false;
    }
    value.is_nan() || value.partial_cmp(&best) == Some(better)
}

/// Groups that end with the best value of the first argument.
pub(crate) fn make(types: &[Type], better: Ordering) -> Make {
    let ty = types.first().copied().unwrap_or(Type::Long);
    Box::new(move || Box::new(Extreme(Best::new(0, ty, better))))
}

struct Extreme(Best);

impl Group for Extreme {
    fn add(&mut self, row: &Row<'_>) {
        self.0.offer(row);
    }

    fn finish(&mut self) -> Value {
        self.0.take()
    }

    fn size(&self) -> usize {
        self.0.size()
    }
}

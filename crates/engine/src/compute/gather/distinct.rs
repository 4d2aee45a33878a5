//! How many distinct values a group has, estimated: `dcount` and `hll`.

use crate::aggregates::def::{Group, Make, Row};
use crate::compute::hll::{Sketch, hash};
use crate::types::{Type, Value, dynamic};

/// Groups that estimate the number of distinct values of the first argument. Nulls do not count.
pub(crate) fn count(types: &[Type], accuracy: usize) -> Make {
    make(types, accuracy, |sketch| Value::Long(sketch.estimate()))
}

/// Groups that give the sketch itself; null for a group without values.
pub(crate) fn sketch(types: &[Type], accuracy: usize) -> Make {
    make(types, accuracy, |sketch| {
        if sketch.estimate() == 0 {
            Value::Null
        } else {
            Value::Dynamic(sketch.to_json())
        }
    })
}

fn make(types: &[Type], accuracy: usize, finish: fn(&Sketch) -> Value) -> Make {
    let ty = types.first().copied().unwrap_or(Type::Dynamic);
    Box::new(move || {
        Box::new(Counted {
            ty,
            sketch: Sketch::new(accuracy),
            finish,
        })
    })
}

struct Counted {
    ty: Type,
    sketch: Sketch,
    finish: fn(&Sketch) -> Value,
}

impl Group for Counted {
    fn add(&mut self, row: &Row<'_>) {
        if let Some(hash) = hash_of(row, 0, self.ty) {
            self.sketch.insert(hash);
        }
    }

    fn finish(&mut self) -> Value {
        (self.finish)(&self.sketch)
    }

    fn size(&self) -> usize {
        self.sketch.size() + size_of::<Self>()
    }
}

/// The hash of an argument; `None` for null.
fn hash_of(row: &Row<'_>, at: usize, ty: Type) -> Option<u64> {
    match ty {
        Type::Int | Type::Long | Type::Datetime | Type::Timespan => {
            row.long(at).map(|whole| hash(&whole.to_le_bytes()))
        }
        Type::Real => row.real(at).map(|real| {
            // Both zeros, and all NaNs, are one value each.
            let real = if real.is_nan() { f64::NAN } else { real + 0.0 };
            hash(&real.to_bits().to_le_bytes())
        }),
        Type::Bool => row.boolean(at).map(|b| hash(&i64::from(b).to_le_bytes())),
        Type::Decimal => row.decimal(at).map(|d| hash(&d.to_le_bytes())),
        Type::String => Some(hash(row.text(at).as_bytes())),
        Type::Guid => (!row.is_null(at)).then(|| hash(row.text(at).as_bytes())),
        Type::Dynamic => match row.get(at) {
            Value::Dynamic(json) => Some(hash(dynamic::to_text(&json).as_bytes())),
            _ => None,
        },
    }
}

/// Groups that join the sketches of the first argument; null for a group without any.
pub(crate) fn merge() -> Make {
    Box::new(|| Box::new(Merged(None)))
}

struct Merged(Option<Sketch>);

impl Group for Merged {
    fn add(&mut self, row: &Row<'_>) {
        let Some(sketch) = Sketch::from_value(&row.get(0)) else {
            return;
        };
        match &mut self.0 {
            Some(merged) => merged.merge(&sketch),
            empty => *empty = Some(sketch),
        }
    }

    fn finish(&mut self) -> Value {
        self.0
            .as_ref()
            .map_or(Value::Null, |sketch| Value::Dynamic(sketch.to_json()))
    }

    fn size(&self) -> usize {
        self.0.as_ref().map_or(0, Sketch::size)
    }
}

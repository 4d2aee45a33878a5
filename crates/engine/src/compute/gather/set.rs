//! The distinct values of a group in the order in which they came: `make_set` and its kin.

use indexmap::IndexSet;

use super::items;
use crate::aggregates::def::{Group, Make, Row};
use crate::compute::json;
use crate::types::{Json, Type, Value, datetime, number, timespan};

/// Sets keep their order, so the hash may be quick and different from run to run.
type Set<T> = IndexSet<T, foldhash::fast::RandomState>;

/// Groups that gather the distinct values of the first argument, at most so many. Arrays give
/// their elements.
pub(crate) fn make(types: &[Type], most: usize) -> Make {
    let ty = types.first().copied().unwrap_or(Type::Dynamic);
    Box::new(move || {
        Box::new(Distinct {
            ty,
            most,
            items: match ty {
                Type::Int | Type::Long | Type::Datetime | Type::Timespan => {
                    Items::Whole(Set::default())
                }
                Type::Real => Items::Real(Set::default()),
                Type::String | Type::Guid => Items::Text(Set::default()),
                Type::Bool | Type::Decimal | Type::Dynamic => Items::Json {
                    texts: Set::default(),
                    keys: Set::default(),
                    items: Vec::new(),
                },
            },
            held: 0,
        })
    })
}

/// Groups that end with the number of distinct values.
pub(crate) fn count(types: &[Type]) -> Make {
    let make = make(types, usize::MAX);
    Box::new(move || Box::new(Counted(make())))
}

struct Counted(Box<dyn Group>);

impl Group for Counted {
    fn add(&mut self, row: &Row<'_>) {
        if !row.is_null(0) {
            self.0.add(row);
        }
    }

    fn finish(&mut self) -> Value {
        match self.0.finish() {
            Value::Dynamic(Json::Array(items)) => Value::Long(items.len() as i64),
            _ => Value::Long(0),
        }
    }

    fn size(&self) -> usize {
        self.0.size()
    }
}

struct Distinct {
    ty: Type,
    most: usize,
    items: Items,
    /// Bytes held beyond the elements themselves.
    held: usize,
}

enum Items {
    Whole(Set<i64>),
    /// The bits of each real.
    Real(Set<u64>),
    Text(Set<Box<str>>),
    Json {
        /// The texts of the rows seen: most repeat, and need not be read again.
        texts: Set<Box<str>>,
        /// The elements by a text that equal ones share.
        keys: Set<Box<str>>,
        items: Vec<Json>,
    },
}

impl Items {
    fn len(&self) -> usize {
        match self {
            Self::Whole(items) => items.len(),
            Self::Real(items) => items.len(),
            Self::Text(items) => items.len(),
            Self::Json { items, .. } => items.len(),
        }
    }
}

impl Group for Distinct {
    fn add(&mut self, row: &Row<'_>) {
        if self.items.len() >= self.most {
            return;
        }
        match &mut self.items {
            Items::Whole(items) => items.extend(row.long(0)),
            Items::Real(items) => items.extend(row.real(0).map(|real| {
                if real.is_nan() {
                    f64::NAN.to_bits()
                } else {
                    // Both zeros are one value.
                    (real + 0.0).to_bits()
                }
            })),
            Items::Text(items) => {
                let text = row.text(0);
                let counts = !row.is_null(0) || self.ty == Type::String;
                if counts && !items.contains(text) {
                    self.held += text.len();
                    items.insert(text.into());
                }
            }
            Items::Json { texts, keys, items } => {
                if self.ty != Type::Dynamic && row.is_null(0) {
                    return;
                }
                if self.ty == Type::Dynamic {
                    let text = if row.is_null(0) { "null" } else { row.text(0) };
                    if texts.contains(text) {
                        return;
                    }
                    self.held += text.len();
                    texts.insert(text.into());
                }
                let (most, held) = (self.most, &mut self.held);
                let mut take = |item: Json| {
                    if items.len() >= most {
                        return;
                    }
                    let key = json::key(&item).into_boxed_str();
                    if keys.insert(key) {
                        *held += 2 * items::size(&item);
                        items.push(item);
                    }
                };
                match row.get(0) {
                    value @ (Value::Dynamic(_) | Value::Null) => items::of_dynamic(value, take),
                    value => take(value.to_json()),
                }
            }
        }
    }

    fn finish(&mut self) -> Value {
        let whole = match self.ty {
            Type::Datetime => |t: i64| Json::String(datetime::format(t)),
            Type::Timespan => |t: i64| Json::String(timespan::format(t)),
            _ => |i: i64| Json::from(i),
        };
        let none = Items::Whole(Set::default());
        let items = match std::mem::replace(&mut self.items, none) {
            Items::Whole(items) => items.into_iter().map(whole).collect(),
            Items::Real(items) => items
                .into_iter()
                .map(|bits| number::json_real(f64::from_bits(bits)))
                .collect(),
            Items::Text(items) => items
                .into_iter()
                .map(|text| Json::String(text.into()))
                .collect(),
            Items::Json { items, .. } => items,
        };
        Value::Dynamic(Json::Array(items))
    }

    fn size(&self) -> usize {
        let slots = match &self.items {
            Items::Whole(items) => items.capacity() * 24,
            Items::Real(items) => items.capacity() * 24,
            Items::Text(items) => items.capacity() * 32,
            Items::Json { texts, keys, items } => {
                (texts.capacity() + keys.capacity()) * 32 + items.capacity() * size_of::<Json>()
            }
        };
        slots + self.held
    }
}

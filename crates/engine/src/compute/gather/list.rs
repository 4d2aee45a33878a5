//! All values of a group in the order of its rows: `make_list` and its kin.

use super::items;
use crate::aggregates::def::{Group, Make, Row};
use crate::types::{Json, Type, Value, datetime, number, timespan};

/// Groups that list the first argument, at most so many elements. Arrays give their elements.
pub(crate) fn make(types: &[Type], most: usize, nulls: bool) -> Make {
    let ty = types.first().copied().unwrap_or(Type::Dynamic);
    Box::new(move || {
        Box::new(List {
            ty,
            most,
            nulls,
            items: match ty {
                Type::Int | Type::Long | Type::Datetime | Type::Timespan if !nulls => {
                    Items::Whole(Vec::new())
                }
                Type::Real if !nulls => Items::Real(Vec::new()),
                Type::String | Type::Guid if !nulls => Items::Text(Vec::new()),
                _ => Items::Json(Vec::new()),
            },
            held: 0,
        })
    })
}

struct List {
    ty: Type,
    most: usize,
    nulls: bool,
    items: Items,
    /// Bytes held beyond the elements themselves.
    held: usize,
}

enum Items {
    Whole(Vec<i64>),
    Real(Vec<f64>),
    Text(Vec<Box<str>>),
    Json(Vec<Json>),
}

impl Items {
    fn len(&self) -> usize {
        match self {
            Self::Whole(items) => items.len(),
            Self::Real(items) => items.len(),
            Self::Text(items) => items.len(),
            Self::Json(items) => items.len(),
        }
    }
}

impl Group for List {
    fn add(&mut self, row: &Row<'_>) {
        if self.items.len() >= self.most {
            return;
        }
        match &mut self.items {
            Items::Whole(items) => items.extend(row.long(0)),
            Items::Real(items) => items.extend(row.real(0)),
            Items::Text(items) => {
                if !row.is_null(0) || self.ty == Type::String {
                    let text = row.text(0);
                    self.held += text.len();
                    items.push(text.into());
                }
            }
            Items::Json(list) => {
                if self.ty == Type::Dynamic {
                    let (most, held) = (self.most, &mut self.held);
                    items::of_dynamic(row.get(0), |item| {
                        if list.len() < most {
                            *held += items::size(&item);
                            list.push(item);
                        }
                    });
                } else if self.nulls || !row.is_null(0) {
                    list.push(row.get(0).to_json());
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
        let items = match std::mem::replace(&mut self.items, Items::Json(Vec::new())) {
            Items::Whole(items) => items.into_iter().map(whole).collect(),
            Items::Real(items) => items.into_iter().map(number::json_real).collect(),
            Items::Text(items) => items
                .into_iter()
                .map(|text| Json::String(text.into()))
                .collect(),
            Items::Json(items) => items,
        };
        Value::Dynamic(Json::Array(items))
    }

    fn size(&self) -> usize {
        let slots = match &self.items {
            Items::Whole(items) => items.capacity() * 8,
            Items::Real(items) => items.capacity() * 8,
            Items::Text(items) => items.capacity() * 16,
            Items::Json(items) => items.capacity() * size_of::<Json>(),
        };
        slots + self.held
    }
}

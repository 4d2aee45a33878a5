//! Arrays and bags as trees: places, moves, orders and sets.

use std::cmp::Ordering;

use indexmap::IndexMap;

use crate::text::columns::MOST_TEXT;
use crate::types::{Json, Type, Value, dynamic};

/// The most elements of an array that a function makes.
pub(crate) const MOST: usize = 1_048_576;

/// About how many bytes the JSON text of a value takes.
pub(crate) fn length(json: &Json) -> usize {
    match json {
        Json::Null | Json::Bool(_) | Json::Number(_) => 5,
        Json::String(text) => text.len() + 3,
        Json::Array(items) => items.iter().map(length).sum::<usize>() + 2,
        Json::Object(bag) => {
            let members = bag.iter().map(|(key, value)| key.len() + 4 + length(value));
            members.sum::<usize>() + 2
        }
    }
}

/// An array of the items. It ends where it is too long for a value, and is refused then: a few
/// calls in one another could make one that fills the memory.
pub(crate) fn collect(items: impl IntoIterator<Item = Json>) -> Value {
    let mut total = 0;
    let items = items.into_iter().take_while(|item| {
        let fits = total <= MOST_TEXT;
        total += length(item);
        fits
    });
    Value::Dynamic(items.collect())
}

/// A bag's members, in order.
pub(crate) type Bag = serde_json::Map<String, Json>;

pub(crate) fn array(value: &Value) -> Option<&Vec<Json>> {
    value.as_json()?.as_array()
}

pub(crate) fn bag(value: &Value) -> Option<&Bag> {
    value.as_json()?.as_object()
}

/// A place in an array of this length, where below 0 is counted from the end; outside of it, the
/// nearest end.
pub(crate) fn place(at: i64, length: usize) -> usize {
    let length = length as i64;
    let at = if at < 0 {
        at.saturating_add(length)
    } else {
        at
    };
    at.clamp(0, length) as usize
}

/// The keys that lead to a member: one, or the path behind `$`.
pub(crate) fn path(key: &str) -> Vec<String> {
    let Some(steps) = key.strip_prefix('$') else {
        return vec![key.to_owned()];
    };
    let mut path = Vec::new();
    let mut rest = steps;
    while !rest.is_empty() {
        let (step, behind) = if let Some(inner) = rest.strip_prefix('[') {
            let (step, behind) = inner.split_once(']').unwrap_or((inner, ""));
            (step.trim_matches(['\'', '"']), behind)
        } else {
            let name = rest.strip_prefix('.').unwrap_or(rest);
            let end = name.find(['.', '[']).unwrap_or(name.len());
            name.split_at(end)
        };
        path.push(step.to_owned());
        rest = behind;
    }
    path
}

/// The array turned round by the second argument, to the left when `sign` is 1.
pub(crate) fn rotated(args: &[Value], sign: i64) -> Value {
    let (Some(items), Some(count)) = (array(&args[0]), args[1].as_i64()) else {
        return Value::Null;
    };
    let mut items = items.clone();
    if !items.is_empty() {
        let length = items.len() as i64;
        let by = (count % length * sign).rem_euclid(length) as usize;
        items.rotate_left(by);
    }
    Value::Dynamic(Json::Array(items))
}

/// The array moved by the second argument, to the left when `sign` is 1; the third comes in.
pub(crate) fn shifted(args: &[Value], sign: i64) -> Value {
    let (Some(items), Some(count)) = (array(&args[0]), args[1].as_i64()) else {
        return Value::Null;
    };
    let filler = args.get(2).map_or(Json::Null, Value::to_json);
    let by = count.saturating_mul(sign);
    let moved = (0..items.len() as i64).map(|at| {
        usize::try_from(at.saturating_add(by))
            .ok()
            .and_then(|from| items.get(from))
            .unwrap_or(&filler)
            .clone()
    });
    collect(moved)
}

/// Whether these are arrays to sort, with a bool at the end that tells of nulls.
pub(crate) fn sortable(types: &[Type]) -> bool {
    let arrays = match types {
        [arrays @ .., Type::Bool] => arrays,
        arrays => arrays,
    };
    !arrays.is_empty() && arrays.iter().all(|t| *t == Type::Dynamic)
}

/// The first array sorted, and others brought into the same order: one array, or an array of them.
pub(crate) fn sorted(args: &[Value], ascending: bool) -> Value {
    let (arrays, nulls_last) = match args {
        [arrays @ .., Value::Bool(nulls_last)] => (arrays, *nulls_last),
        arrays => (arrays, true),
    };
    let Some((first, others)) = arrays.split_first() else {
        return Value::Null;
    };
    let Some(items) = array(first) else {
        return Value::Null;
    };
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&items[*a], &items[*b]);
        match (a.is_null(), b.is_null()) {
            (true, true) => Ordering::Equal,
            (true, false) if nulls_last => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, true) if nulls_last => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) if ascending => dynamic::order(a, b),
            (false, false) => dynamic::order(b, a),
        }
    });
    let arranged = |items: &Vec<Json>| order.iter().map(|at| items[*at].clone()).collect::<Json>();
    if others.is_empty() {
        return Value::Dynamic(arranged(items));
    }
    let arrays = arrays.iter().map(|value| match array(value) {
        Some(other) if other.len() == items.len() => arranged(other),
        _ => Json::Null,
    });
    Value::Dynamic(arrays.collect())
}

/// Whether two elements are the same: numbers by their value, everything else by kind and content.
pub(crate) fn same(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(_), Json::Number(_)) => dynamic::order(a, b).is_eq(),
        _ => a == b,
    }
}

/// Distinct elements, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Set<'a>(IndexMap<String, &'a Json>);

impl<'a> Set<'a> {
    pub(crate) fn of(items: &'a [Json]) -> Self {
        let mut set = Self::default();
        set.extend(items);
        set
    }

    pub(crate) fn extend(&mut self, items: &'a [Json]) {
        for item in items {
            self.0.entry(key(item)).or_insert(item);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    pub(crate) fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.0.retain(|key, _| keep(key));
    }

    pub(crate) fn into_value(self) -> Value {
        Value::Dynamic(self.0.into_values().cloned().collect())
    }
}

/// A text that same elements share.
pub(crate) fn key(item: &Json) -> String {
    match item.as_f64() {
        Some(real) if item.as_i64().is_none() && real.fract() == 0.0 && real.abs() < 1e15 => {
            (real as i64).to_string()
        }
        _ => item.to_string(),
    }
}

//! Distinct values and how often each comes: what `tdigest` gathers, and percentiles and ranks are
//! read from later.
//!
//! Kusto's digests merge near values when there are many; these keep all.

use std::cmp::Ordering;

use indexmap::IndexMap;

use super::percentile::rank;
use crate::aggregates::def::{Group, Make, Row};
use crate::lower::key;
use crate::types::{Json, Type, Value, convert};

/// The values of a group, each with its weight.
#[derive(Debug, Clone, Default)]
pub(crate) struct Digest {
    ty: Option<Type>,
    values: IndexMap<String, (Value, u64)>,
}

impl Digest {
    fn add(&mut self, value: Value, weight: u64) {
        if let Some(of) = key(&value, false) {
            let (_, sum) = self.values.entry(of).or_insert((value, 0));
            *sum = sum.saturating_add(weight);
        }
    }

    /// Adds what another digest has seen. Values of another type do not mix.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.ty = self.ty.or(other.ty);
        if self.ty == other.ty {
            for (value, weight) in other.values.values() {
                self.add(value.clone(), *weight);
            }
        }
    }

    /// The values in their order, with their weights.
    fn sorted(&self) -> Vec<&(Value, u64)> {
        let mut values: Vec<&(Value, u64)> = self.values.values().collect();
        values.sort_by(|(a, _), (b, _)| a.order(b));
        values
    }

    /// As it stands in a column: `[[type], values, weights]`; null when there is nothing.
    pub(crate) fn to_value(&self) -> Value {
        let Some(ty) = self.ty.filter(|_| !self.values.is_empty()) else {
            return Value::Null;
        };
        let (values, weights): (Vec<Json>, Vec<Json>) = self
            .sorted()
            .into_iter()
            .map(|(value, weight)| (value.to_json(), Json::from(*weight)))
            .unzip();
        Value::Dynamic(Json::Array(vec![
            Json::Array(vec![Json::from(ty.name())]),
            Json::Array(values),
            Json::Array(weights),
        ]))
    }

    /// The digest of a column's value, `None` when it is none.
    pub(crate) fn from_value(value: &Value) -> Option<Self> {
        let [head, values, weights] = value.as_json()?.as_array()?.as_slice() else {
            return None;
        };
        let ty = Type::from_name(head.as_array()?.first()?.as_str()?)?;
        let mut digest = Self {
            ty: Some(ty),
            values: IndexMap::new(),
        };
        let weights = weights.as_array()?;
        let values = values.as_array()?;
        if values.len() != weights.len() {
            return None;
        }
        for (value, weight) in values.iter().zip(weights) {
            let value = convert::convert(&Value::json(value.clone()), ty);
            digest.add(value, weight.as_u64()?);
        }
        Some(digest)
    }

    fn total(&self) -> u128 {
        let weights = self.values.values();
        weights.map(|(_, weight)| u128::from(*weight)).sum()
    }

    /// The value of a percentile's rank.
    pub(crate) fn percentile(&self, percentile: f64) -> Option<Value> {
        if !(0.0..=100.0).contains(&percentile) {
            return None;
        }
        let rank = rank(percentile, self.total());
        let mut before = 0;
        let sorted = self.sorted().into_iter();
        let mut above = sorted.skip_while(|(_, weight)| {
            before += u128::from(*weight);
            before <= rank
        });
        above.next().map(|(value, _)| value.clone())
    }

    /// How much of the weight lies on values that are not above this one.
    pub(crate) fn rank(&self, value: &Value) -> f64 {
        let below = self.values.values();
        let below = below.filter(|(v, _)| v.order(value) != Ordering::Greater);
        below.map(|(_, weight)| *weight as f64).sum()
    }

    /// The same as percents of the whole weight; NaN of nothing.
    pub(crate) fn percent_rank(&self, value: &Value) -> f64 {
        self.rank(value) * 100.0 / self.total() as f64
    }

    /// A value as those of the digest are.
    pub(crate) fn typed(&self, value: &Value) -> Value {
        match self.ty {
            Some(ty) => convert::convert(value, ty),
            None => Value::Null,
        }
    }
}

/// Groups over the first argument, weighted by the second. Nulls do not count.
pub(crate) fn make(types: &[Type]) -> Make {
    let ty = types.first().copied();
    Box::new(move || {
        Box::new(Gathered(Digest {
            ty,
            values: IndexMap::new(),
        }))
    })
}

struct Gathered(Digest);

impl Group for Gathered {
    fn add(&mut self, row: &Row<'_>) {
        let weight = match row.len() {
            1 => 1,
            _ => match row.long(1) {
                Some(weight) if weight > 0 => weight as u64,
                _ => return,
            },
        };
        self.0.add(row.get(0), weight);
    }

    fn finish(&mut self) -> Value {
        self.0.to_value()
    }

    fn size(&self) -> usize {
        self.0.values.len() * 96
    }
}

/// Groups that join the digests of the first argument; null for a group without any.
pub(crate) fn merge() -> Make {
    Box::new(|| Box::new(Merged(Digest::default())))
}

struct Merged(Digest);

impl Group for Merged {
    fn add(&mut self, row: &Row<'_>) {
        if let Some(digest) = Digest::from_value(&row.get(0)) {
            self.0.merge(&digest);
        }
    }

    fn finish(&mut self) -> Value {
        self.0.to_value()
    }

    fn size(&self) -> usize {
        self.0.values.len() * 96
    }
}

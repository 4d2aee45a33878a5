//! Percentiles, exact by the nearest rank: the smallest value that so many percent of the values
//! are not above. The 0th is the smallest value.

use crate::aggregates::def::{Group, Make, Row};
use crate::functions::def::CallSite;
use crate::types::{Json, Type, Value, number};

/// What a percentile of this type is: long for int, real for decimal, otherwise the type itself.
pub(crate) fn gives(types: &[Type]) -> Type {
    match types.first() {
        Some(Type::Int) | None => Type::Long,
        Some(Type::Decimal) => Type::Real,
        Some(ty) => *ty,
    }
}

/// What is asked of a group.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    percentiles: Vec<f64>,
    /// The place of the weight among the arguments.
    weight: Option<usize>,
    /// All in one array, not a column each.
    array: bool,
}

impl Asked {
    /// Reads the constant percentiles from the place `from` on: numbers, or one array of numbers.
    pub(crate) fn of(
        site: &CallSite<'_>,
        from: usize,
        weight: Option<usize>,
        array: bool,
    ) -> Result<Self, String> {
        let mut percentiles = Vec::new();
        for constant in site.constants.iter().skip(from) {
            let value = constant.as_ref().ok_or("a percentile is a constant")?;
            match value.as_json() {
                Some(Json::Array(items)) if array => {
                    for item in items {
                        percentiles.push(item.as_f64().ok_or("a percentile is a number")?);
                    }
                }
                _ => percentiles.push(value.as_f64().ok_or("a percentile is a number")?),
            }
        }
        if let Some(wrong) = percentiles.iter().find(|p| !(0.0..=100.0).contains(*p)) {
            return Err(format!("a percentile is from 0 to 100, found {wrong}"));
        }
        if percentiles.is_empty() {
            return Err("a percentile is required".to_owned());
        }
        Ok(Self {
            percentiles,
            weight,
            array,
        })
    }
}

/// Groups over the first argument. Rows where it is null, or the weight is null or not above 0, do
/// not count.
pub(crate) fn make(types: &[Type], asked: Asked) -> Make {
    let ty = types.first().copied().unwrap_or(Type::Long);
    Box::new(move || {
        Box::new(Percentiles {
            gives: gives(&[ty]),
            asked: asked.clone(),
            values: match ty {
                Type::Int | Type::Long | Type::Datetime | Type::Timespan => {
                    Values::Whole(Vec::new())
                }
                Type::Real | Type::Decimal => Values::Real(Vec::new()),
                _ => Values::Other(Vec::new()),
            },
            weights: Vec::new(),
        })
    })
}

struct Percentiles {
    gives: Type,
    asked: Asked,
    values: Values,
    /// One for each value, where there are weights.
    weights: Vec<u64>,
}

enum Values {
    Whole(Vec<i64>),
    Real(Vec<f64>),
    Other(Vec<Value>),
}

impl Group for Percentiles {
    fn add(&mut self, row: &Row<'_>) {
        let weight = match self.asked.weight {
            None => 1,
            Some(at) => match row.long(at) {
                Some(weight) if weight > 0 => weight as u64,
                _ => return,
            },
        };
        match &mut self.values {
            Values::Whole(values) => match row.long(0) {
                Some(value) => values.push(value),
                None => return,
            },
            Values::Real(values) => match row.real(0) {
                Some(value) => values.push(value),
                None => return,
            },
            Values::Other(values) => {
                if row.is_null(0) {
                    return;
                }
                values.push(row.get(0));
            }
        }
        if self.asked.weight.is_some() {
            self.weights.push(weight);
        }
    }

    fn finish(&mut self) -> Value {
        let gives = self.gives;
        let asked = &self.asked.percentiles;
        let weights = &self.weights;
        let found: Vec<Value> = match &mut self.values {
            Values::Whole(values) => ranked(values, weights, asked, Ord::cmp)
                .into_iter()
                .map(|v| match (v, gives) {
                    (None, _) => Value::Null,
                    (Some(v), Type::Datetime) => Value::Datetime(v),
                    (Some(v), Type::Timespan) => Value::Timespan(v),
                    (Some(v), _) => Value::Long(v),
                })
                .collect(),
            Values::Real(values) => {
                ranked(values, weights, asked, |a, b| number::order_reals(*a, *b))
                    .into_iter()
                    .map(|v| v.map_or(Value::Null, Value::Real))
                    .collect()
            }
            Values::Other(values) => ranked(values, weights, asked, Value::order)
                .into_iter()
                .map(|v| v.unwrap_or_else(|| Value::missing(gives)))
                .collect(),
        };
        if self.asked.array {
            Value::Dynamic(found.iter().map(Value::to_json).collect())
        } else {
            Value::Row(found)
        }
    }

    fn size(&self) -> usize {
        let values = match &self.values {
            Values::Whole(values) => values.capacity() * 8,
            Values::Real(values) => values.capacity() * 8,
            Values::Other(values) => values.capacity() * size_of::<Value>(),
        };
        values + self.weights.capacity() * 8
    }
}

/// The value of each percentile's rank; `None` when there are no values.
fn ranked<T: Clone>(
    values: &mut [T],
    weights: &[u64],
    percentiles: &[f64],
    order: impl Fn(&T, &T) -> std::cmp::Ordering,
) -> Vec<Option<T>> {
    if weights.is_empty() {
        values.sort_by(order);
        return percentiles
            .iter()
            .map(|p| values.get(rank(*p, values.len() as u128) as usize).cloned())
            .collect();
    }
    let mut places: Vec<usize> = (0..values.len()).collect();
    places.sort_by(|a, b| order(&values[*a], &values[*b]));
    let total: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    percentiles
        .iter()
        .map(|p| {
            let rank = rank(*p, total);
            let mut before = 0;
            places
                .iter()
                .find(|at| {
                    before += u128::from(weights[**at]);
                    before > rank
                })
                .map(|at| values[*at].clone())
        })
        .collect()
}

/// The place of a percentile's value among so many sorted values, from 0.
pub(crate) fn rank(percentile: f64, count: u128) -> u128 {
    // A product such as 0.95 × 100 may come out a trifle above the whole number that it is.
    let exact = percentile * count as f64 / 100.0;
    let near = exact.round();
    let rank = if (exact - near).abs() < 1e-9 * exact.abs().max(1.0) {
        near
    } else {
        exact.ceil()
    };
    (rank as u128).max(1) - 1
}

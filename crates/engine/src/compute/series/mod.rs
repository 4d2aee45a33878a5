//! Series: arrays of numbers in which some may be missing.

pub mod decompose;
pub mod elementwise;
pub mod fill;
pub mod filter;
pub mod fit;
pub mod fourier;
pub mod outliers;
pub mod periods;
pub mod stats;

use crate::types::number::json_real;
use crate::types::{Json, Value};

/// An array of numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Series {
    /// The numbers; NaN where one is missing or is no number.
    pub(crate) values: Vec<f64>,
    /// Whether all of them are whole.
    pub(crate) whole: bool,
}

impl Series {
    /// The series that a dynamic array holds; none when it is no array.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        let items = value.as_json()?.as_array()?;
        Some(Self {
            values: items
                .iter()
                .map(|item| item.as_f64().unwrap_or(f64::NAN))
                .collect(),
            whole: items
                .iter()
                .all(|item| item.is_null() || item.as_i64().is_some()),
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// The numbers when none is missing and there is at least one.
    pub(crate) fn complete(&self) -> Option<&[f64]> {
        let all = !self.values.is_empty() && self.values.iter().all(|x| x.is_finite());
        all.then_some(self.values.as_slice())
    }
}

/// The numbers of an argument when none is missing.
pub(crate) fn complete(value: &Value) -> Option<Vec<f64>> {
    Some(Series::read(value)?.complete()?.to_vec())
}

/// An array of reals.
pub(crate) fn reals(values: impl IntoIterator<Item = f64>) -> Json {
    values.into_iter().map(json_real).collect()
}

/// An array of reals in which NaN stands for what is missing.
pub(crate) fn reals_or_null(values: impl IntoIterator<Item = f64>) -> Json {
    values
        .into_iter()
        .map(|x| if x.is_nan() { Json::Null } else { json_real(x) })
        .collect()
}

/// Several results of one function: an array, which the binder makes columns of.
pub(crate) fn columns(results: impl IntoIterator<Item = Json>) -> Value {
    Value::Dynamic(results.into_iter().collect())
}

pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The variance of a sample; 0 for a single value.
pub(crate) fn variance(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let mean = mean(values);
    let squares: f64 = values.iter().map(|x| (x - mean).powi(2)).sum();
    squares / (values.len() - 1) as f64
}

/// The value below which a share of the sorted values lies, between neighbors if need be.
pub(crate) fn percentile(sorted: &[f64], percent: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let at = (percent / 100.0).clamp(0.0, 1.0) * last as f64;
    let low = at.floor();
    let (below, above) = (sorted[low as usize], sorted[(low as usize + 1).min(last)]);
    below + (above - below) * (at - low)
}

/// The middle of the values; NaN of none.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.filter(|x| !x.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    percentile(&sorted, 50.0)
}

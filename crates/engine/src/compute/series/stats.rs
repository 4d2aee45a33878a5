//! Statistics of a series.

use super::{Series, mean, variance};

/// What `series_stats()` tells of a series.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stats {
    pub(crate) min: f64,
    pub(crate) min_idx: usize,
    pub(crate) max: f64,
    pub(crate) max_idx: usize,
    pub(crate) avg: f64,
    pub(crate) variance: f64,
    pub(crate) sum: f64,
    pub(crate) len: usize,
}

impl Stats {
    /// None when the series is empty, or has elements that are no finite numbers and are not to be
    /// ignored.
    pub(crate) fn of(series: &Series, ignore_nonfinite: bool) -> Option<Self> {
        let values: Vec<(usize, f64)> = series
            .values
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, x)| x.is_finite())
            .collect();
        if values.is_empty() || (values.len() < series.len() && !ignore_nonfinite) {
            return None;
        }
        let (mut min, mut max) = (values[0], values[0]);
        for value in &values {
            if value.1 < min.1 {
                min = *value;
            }
            if value.1 > max.1 {
                max = *value;
            }
        }
        let numbers: Vec<f64> = values.iter().map(|(_, x)| *x).collect();
        Some(Self {
            min: min.1,
            min_idx: min.0,
            max: max.1,
            max_idx: max.0,
            avg: mean(&numbers),
            variance: variance(&numbers),
            sum: numbers.iter().sum(),
            len: numbers.len(),
        })
    }

    pub(crate) fn stdev(&self) -> f64 {
        self.variance.sqrt()
    }
}

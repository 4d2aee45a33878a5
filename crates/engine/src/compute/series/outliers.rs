//! How far elements lie outside of the usual range, by Tukey's fences.

use super::percentile;

/// What counts as the usual range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fences {
    pub(crate) min_percentile: f64,
    pub(crate) max_percentile: f64,
}

impl Fences {
    /// The range of a method's name: `tukey` or `ctukey`.
    pub(crate) fn named(kind: &str) -> Option<Self> {
        let (min_percentile, max_percentile) = match kind.to_ascii_lowercase().as_str() {
            "tukey" => (25.0, 75.0),
            "ctukey" => (10.0, 90.0),
            _ => return None,
        };
        Some(Self {
            min_percentile,
            max_percentile,
        })
    }
}

/// The score of each value: 0 within the usual range, and beyond it the distance in widths of the
/// range, below 0 on the low side. The range is learned from all but the last `test_points`.
/// A value that `ignored` holds for has NaN.
pub(crate) fn scores(
    values: &[f64],
    fences: Fences,
    test_points: usize,
    ignored: impl Fn(f64) -> bool,
) -> Vec<f64> {
    let learned = &values[..values.len().saturating_sub(test_points)];
    let mut sorted: Vec<f64> = learned
        .iter()
        .copied()
        .filter(|x| x.is_finite() && !ignored(*x))
        .collect();
    sorted.sort_by(f64::total_cmp);
    let low = percentile(&sorted, fences.min_percentile);
    let high = percentile(&sorted, fences.max_percentile);
    let width = high - low;
    let score = |x: f64| {
        if x.is_nan() || ignored(x) {
            f64::NAN
        } else if x > high {
            (x - high) / width
        } else if x < low {
            (x - low) / width
        } else {
            0.0
        }
    };
    values.iter().map(|x| score(*x)).collect()
}

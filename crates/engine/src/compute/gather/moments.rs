//! Variances and covariances, and the deviations from them.

use crate::aggregates::def::{Group, Make, Row};
use crate::types::Value;

/// What is made of the second moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Over the rows as a sample: divided by one less than their number.
    pub(crate) sample: bool,
    /// The square root of the variance.
    pub(crate) deviation: bool,
}

/// Groups over the first argument.
pub(crate) fn variance(moment: Moment) -> Make {
    Box::new(move || {
        Box::new(Variance {
            moment,
            both: Both::default(),
        })
    })
}

struct Variance {
    moment: Moment,
    both: Both,
}

impl Group for Variance {
    fn add(&mut self, row: &Row<'_>) {
        if let Some(real) = row.real(0) {
            self.both.add(real, real);
        }
    }

    fn finish(&mut self) -> Value {
        let variance = rounded(self.both.over(self.moment.sample));
        Value::Real(if self.moment.deviation {
            variance.sqrt()
        } else {
            variance
        })
    }

    fn size(&self) -> usize {
        0
    }
}

/// Groups over the first two arguments.
pub(crate) fn covariance(sample: bool) -> Make {
    Box::new(move || {
        Box::new(Covariance {
            sample,
            both: Both::default(),
        })
    })
}

struct Covariance {
    sample: bool,
    both: Both,
}

impl Group for Covariance {
    fn add(&mut self, row: &Row<'_>) {
        if let (Some(x), Some(y)) = (row.real(0), row.real(1)) {
            self.both.add(x, y);
        }
    }

    fn finish(&mut self) -> Value {
        Value::Real(rounded(self.both.over(self.sample)))
    }

    fn size(&self) -> usize {
        0
    }
}

/// Sums of products of deviations from the means, kept up row by row (Welford's method), which
/// does not lose digits where the sum of squares would.
#[derive(Debug, Default)]
struct Both {
    rows: f64,
    mean_x: f64,
    mean_y: f64,
    products: f64,
}

impl Both {
    fn add(&mut self, x: f64, y: f64) {
        self.rows += 1.0;
        let from_x = x - self.mean_x;
        self.mean_x += from_x / self.rows;
        self.mean_y += (y - self.mean_y) / self.rows;
        self.products += from_x * (y - self.mean_y);
    }

    /// 0 for fewer rows than it takes.
    fn over(&self, sample: bool) -> f64 {
        let rows = if sample { self.rows - 1.0 } else { self.rows };
        if rows > 0.0 || self.products.is_nan() {
            self.products / rows
        } else {
            0.0
        }
    }
}

/// Kusto rounds a variance to ten digits behind the point, and takes the root of that.
fn rounded(variance: f64) -> f64 {
    const DIGITS: f64 = 1e10;
    // Above, a double has no ten digits behind the point.
    if variance.abs() < 9e5 {
        (variance * DIGITS).round() / DIGITS
    } else {
        variance
    }
}

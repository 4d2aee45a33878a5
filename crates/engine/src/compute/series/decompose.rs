//! Seasonal, trend and residual parts of a series.

use super::{Series, fit, median, periods};
use crate::types::{Json, Value};

/// The parts of a series, each as long as it is. NaN where the series has no number.
#[derive(Debug, Clone)]
pub(crate) struct Parts {
    pub(crate) baseline: Vec<f64>,
    pub(crate) seasonal: Vec<f64>,
    pub(crate) trend: Vec<f64>,
    pub(crate) residual: Vec<f64>,
}

/// How a series is decomposed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Options {
    /// -1 to find it, 0 for none.
    pub(crate) period: i64,
    pub(crate) trend: Trend,
    /// How many points at the end are not learned from.
    pub(crate) test_points: usize,
    /// How sure a period that was found must be.
    pub(crate) threshold: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trend {
    Average,
    Line,
    None,
}

impl Trend {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "avg" => Self::Average,
            "linefit" => Self::Line,
            "none" => Self::None,
            _ => return None,
        })
    }
}

impl Options {
    pub(crate) const DEFAULT: Self = Self {
        period: -1,
        trend: Trend::Average,
        test_points: 0,
        threshold: 0.6,
    };

    /// Options out of arguments at the given places; none when one is null or has no meaning.
    pub(crate) fn read(
        args: &[Value],
        [period, trend, test_points, threshold]: [usize; 4],
    ) -> Option<Self> {
        let default = Self::DEFAULT;
        Some(Self {
            period: match args.get(period) {
                Some(value) => value.as_i64()?,
                None => default.period,
            },
            trend: match args.get(trend) {
                Some(value) => Trend::named(value.as_str())?,
                None => default.trend,
            },
            test_points: match args.get(test_points) {
                Some(value) => usize::try_from(value.as_i64()?).ok()?,
                None => default.test_points,
            },
            threshold: match args.get(threshold) {
                Some(value) => value.as_f64()?,
                None => default.threshold,
            },
        })
    }
}

/// First the season, then the trend of what it leaves.
pub(crate) fn parts(series: &Series, options: Options) -> Parts {
    let n = series.len();
    let learned = n.saturating_sub(options.test_points);
    let values = &series.values;
    let seasonal = seasonal(&values[..learned], n, options.period, options.threshold);
    let rest: Vec<f64> = values.iter().zip(&seasonal).map(|(x, s)| x - s).collect();
    let known: Vec<(f64, f64)> = rest[..learned]
        .iter()
        .enumerate()
        .filter(|(_, x)| x.is_finite())
        .map(|(at, x)| (at as f64, *x))
        .collect();
    let trend: Vec<f64> = match options.trend {
        _ if known.is_empty() => vec![0.0; n],
        Trend::None => vec![0.0; n],
        Trend::Average => {
            let average = known.iter().map(|(_, x)| x).sum::<f64>() / known.len() as f64;
            vec![average; n]
        }
        Trend::Line => {
            let (xs, ys): (Vec<f64>, Vec<f64>) = known.into_iter().unzip();
            let line = fit::polynomial(&xs, &ys, 1);
            let (slope, start) = line.map_or((0.0, 0.0), |l| (l.slope(), l.interception()));
            (0..n).map(|at| start + slope * at as f64).collect()
        }
    };
    let baseline: Vec<f64> = seasonal.iter().zip(&trend).map(|(s, t)| s + t).collect();
    let residual = values.iter().zip(&baseline).map(|(x, b)| x - b).collect();
    Parts {
        baseline,
        seasonal,
        trend,
        residual,
    }
}

/// The seasonal part, `length` points long: at each place the median of the points that lie whole
/// periods away. Zeros when there is no season.
pub(crate) fn seasonal(learned: &[f64], length: usize, period: i64, threshold: f64) -> Vec<f64> {
    let period = match usize::try_from(period) {
        Ok(period) => period,
        Err(_) => periods::detect(learned, 0.0, learned.len() as f64)
            .first()
            .filter(|(_, score)| *score >= threshold)
            .map_or(0, |(period, _)| *period),
    };
    if period == 0 || learned.is_empty() {
        return vec![0.0; length];
    }
    let season: Vec<f64> = (0..period.min(length))
        .map(|phase| median(learned.iter().skip(phase).step_by(period).copied()))
        .map(|x| if x.is_nan() { 0.0 } else { x })
        .collect();
    season.into_iter().cycle().take(length).collect()
}

impl Parts {
    /// baseline, seasonal, trend, residual.
    pub(crate) fn into_columns(self) -> [Json; 4] {
        [self.baseline, self.seasonal, self.trend, self.residual].map(super::reals_or_null)
    }
}

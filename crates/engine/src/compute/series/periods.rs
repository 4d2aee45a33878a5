//! Finding the periods of a series.
//!
//! A period shows twice: as a peak of the spectrum, which tells roughly where, and as a hill of the
//! autocorrelation, which tells exactly. Source: Vlachos, Yu and Castelli, "On periodicity
//! detection and structural periodic similarity", 2005.

use super::fourier::{Complex, transform};
use super::mean;

/// Fewer points make no period.
const SHORTEST: usize = 4;

/// Autocorrelations of a series at each lag.
pub(crate) struct Correlations(Vec<f64>);

impl Correlations {
    pub(crate) fn of(values: &[f64]) -> Self {
        let n = values.len();
        let average = mean(values);
        // With as many zeros behind, the transform does not wrap around.
        let mut padded: Vec<Complex> = values
            .iter()
            .map(|x| Complex {
                re: if x.is_finite() { x - average } else { 0.0 },
                im: 0.0,
            })
            .collect();
        padded.resize((2 * n).next_power_of_two(), Complex::default());
        let powers: Vec<Complex> = transform(&padded)
            .into_iter()
            .map(|c| Complex {
                re: c.power(),
                im: 0.0,
            })
            .collect();
        // The spectrum of powers is real and even: its transform is its inverse, up to a factor.
        let products = transform(&powers);
        let total = products.first().map_or(0.0, |c| c.re);
        let at = |lag: usize| {
            if total > 0.0 {
                products[lag].re / total
            } else {
                0.0
            }
        };
        Self((0..n).map(at).collect())
    }

    /// How well the series repeats after a lag, from 0 to 1; 0 where its neighbors do better.
    pub(crate) fn score(&self, lag: usize) -> f64 {
        let n = self.0.len();
        if lag < SHORTEST || lag > n / 2 || lag + 1 >= n {
            return 0.0;
        }
        let value = self.0[lag];
        if value <= self.0[lag - 1] || value < self.0[lag + 1] {
            return 0.0;
        }
        // In noise, nineteen of twenty correlations are within this of zero.
        if value < 1.96 / (n as f64).sqrt() {
            return 0.0;
        }
        // Fewer pairs are left at a longer lag; half of that loss is made good.
        (value * (n as f64 / (n - lag) as f64).sqrt()).clamp(0.0, 1.0)
    }
}

/// Periods from `shortest` to `longest` with their scores, best first.
pub(crate) fn detect(values: &[f64], shortest: f64, longest: f64) -> Vec<(usize, f64)> {
    let n = values.len();
    if n < 2 * SHORTEST {
        return Vec::new();
    }
    let correlations = Correlations::of(values);
    let average = mean(values);
    let input: Vec<Complex> = values
        .iter()
        .map(|x| Complex {
            re: x - average,
            im: 0.0,
        })
        .collect();
    let spectrum: Vec<f64> = transform(&input).iter().map(|c| c.power()).collect();
    let half = n / 2;
    let noise = mean(&spectrum[1..=half]);
    let mut found: Vec<(usize, f64)> = Vec::new();
    for (frequency, power) in spectrum.iter().enumerate().take(half + 1).skip(1) {
        // In noise, a power beyond three times the mean comes once in twenty frequencies.
        if *power < 3.0 * noise {
            continue;
        }
        let from = n / (frequency + 1);
        let to = n.checked_div(frequency - 1).unwrap_or(half);
        let best = (from.max(SHORTEST)..=to.min(half.saturating_sub(1)))
            .map(|lag| (lag, correlations.score(lag)))
            .filter(|(_, score)| *score > 0.0)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((lag, score)) = best
            && (shortest..=longest).contains(&(lag as f64))
            && found.iter().all(|(known, _)| *known != lag)
        {
            found.push((lag, score));
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found
}

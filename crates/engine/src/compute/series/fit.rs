//! Lines and polynomials that fit a series best, by least squares.

use super::{mean, reals, variance};
use crate::types::Json;
use crate::types::number::json_real;

/// A fit and how good it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fit {
    /// The fit's value at each point.
    pub(crate) values: Vec<f64>,
    /// From the highest power to the constant.
    pub(crate) coefficients: Vec<f64>,
    pub(crate) rsquare: f64,
    /// The variance of the series.
    pub(crate) variance: f64,
    /// The variance of what the fit leaves.
    pub(crate) rvariance: f64,
}

impl Fit {
    fn new(ys: &[f64], values: Vec<f64>, coefficients: Vec<f64>) -> Self {
        let rest = squares(ys, &values);
        let average = mean(ys);
        let total: f64 = ys.iter().map(|y| (y - average).powi(2)).sum();
        let degrees = ys.len().saturating_sub(1).max(1) as f64;
        Self {
            rsquare: if total == 0.0 {
                1.0
            } else {
                1.0 - rest / total
            },
            variance: variance(ys),
            rvariance: rest / degrees,
            values,
            coefficients,
        }
    }

    pub(crate) fn slope(&self) -> f64 {
        match self.coefficients.as_slice() {
            [.., slope, _] => *slope,
            _ => 0.0,
        }
    }

    pub(crate) fn interception(&self) -> f64 {
        self.coefficients.last().copied().unwrap_or(0.0)
    }

    /// rsquare, slope, variance, rvariance, interception, line_fit.
    pub(crate) fn line_results(&self) -> [(&'static str, Json); 6] {
        [
            ("rsquare", json_real(self.rsquare)),
            ("slope", json_real(self.slope())),
            ("variance", json_real(self.variance)),
            ("rvariance", json_real(self.rvariance)),
            ("interception", json_real(self.interception())),
            ("line_fit", reals(self.values.iter().copied())),
        ]
    }
}

/// The sum of squared distances.
fn squares(ys: &[f64], fits: &[f64]) -> f64 {
    ys.iter().zip(fits).map(|(y, fit)| (y - fit).powi(2)).sum()
}

/// The line through points whose x are `start`, `start + 1`, …
pub(crate) fn line(ys: &[f64], start: usize) -> Fit {
    let xs: Vec<f64> = (start..start + ys.len()).map(|x| x as f64).collect();
    let (mean_x, mean_y) = (mean(&xs), mean(ys));
    let spread: f64 = xs.iter().map(|x| (x - mean_x).powi(2)).sum();
    let together: f64 = xs
        .iter()
        .zip(ys)
        .map(|(x, y)| (x - mean_x) * (y - mean_y))
        .sum();
    let slope = if spread == 0.0 {
        0.0
    } else {
        together / spread
    };
    let interception = mean_y - slope * mean_x;
    let values = xs.iter().map(|x| interception + slope * x).collect();
    Fit::new(ys, values, vec![slope, interception])
}

/// Two lines that meet the series better together than one does.
#[derive(Debug, Clone)]
pub(crate) struct TwoLines {
    /// The first point of the right line.
    pub(crate) split: usize,
    pub(crate) left: Fit,
    pub(crate) right: Fit,
    pub(crate) both: Fit,
}

/// The split with the smallest rest, each side having two points or more.
pub(crate) fn two_lines(ys: &[f64]) -> Option<TwoLines> {
    let sums = Sums::new(ys);
    let last = ys.len().checked_sub(2)?;
    let split = (2..=last).min_by(|a, b| {
        let rest = |split: usize| sums.rest(0, split) + sums.rest(split, ys.len());
        rest(*a).total_cmp(&rest(*b))
    })?;
    let (left, right) = (line(&ys[..split], 1), line(&ys[split..], split + 1));
    let values = [left.values.as_slice(), right.values.as_slice()].concat();
    Some(TwoLines {
        split,
        both: Fit::new(ys, values, Vec::new()),
        left,
        right,
    })
}

impl TwoLines {
    /// In the order of the columns.
    pub(crate) fn results(&self) -> Vec<(&'static str, Json)> {
        let mut results = vec![
            ("rsquare", json_real(self.both.rsquare)),
            ("split_idx", Json::from(self.split)),
            ("variance", json_real(self.both.variance)),
            ("rvariance", json_real(self.both.rvariance)),
            ("line_fit", reals(self.both.values.iter().copied())),
        ];
        let sides = [
            (
                [
                    "right_rsquare",
                    "right_slope",
                    "right_interception",
                    "right_variance",
                    "right_rvariance",
                ],
                &self.right,
            ),
            (
                [
                    "left_rsquare",
                    "left_slope",
                    "left_interception",
                    "left_variance",
                    "left_rvariance",
                ],
                &self.left,
            ),
        ];
        for (names, fit) in sides {
            let numbers = [
                fit.rsquare,
                fit.slope(),
                fit.interception(),
                fit.variance,
                fit.rvariance,
            ];
            results.extend(names.into_iter().zip(numbers.map(json_real)));
        }
        results
    }
}

/// Running sums, so that the rest of a line over any part is found at once.
struct Sums(Vec<[f64; 5]>);

impl Sums {
    fn new(ys: &[f64]) -> Self {
        let mut sums = vec![[0.0; 5]];
        let mut sum = [0.0; 5];
        for (x, y) in ys.iter().enumerate() {
            let x = x as f64;
            for (sum, term) in sum.iter_mut().zip([x, *y, x * x, x * y, y * y]) {
                *sum += term;
            }
            sums.push(sum);
        }
        Self(sums)
    }

    /// The sum of squared distances from the best line over a part.
    fn rest(&self, from: usize, to: usize) -> f64 {
        let n = (to - from) as f64;
        let [x, y, xx, xy, yy] = std::array::from_fn(|i| self.0[to][i] - self.0[from][i]);
        let (sxx, sxy, syy) = (xx - x * x / n, xy - x * y / n, yy - y * y / n);
        if sxx == 0.0 {
            syy
        } else {
            syy - sxy * sxy / sxx
        }
    }
}

/// The polynomial of a degree through the points; none when they do not determine one.
pub(crate) fn polynomial(xs: &[f64], ys: &[f64], degree: usize) -> Option<Fit> {
    if xs.len() != ys.len() || ys.len() <= degree {
        return None;
    }
    // On x moved and scaled to -1 … 1 the equations stay well conditioned.
    let (low, high) = xs
        .iter()
        .fold((f64::MAX, f64::MIN), |(l, h), x| (l.min(*x), h.max(*x)));
    let middle = f64::midpoint(low, high);
    let scale = if high > low { (high - low) / 2.0 } else { 1.0 };
    let terms = degree + 1;
    let mut equations = vec![vec![0.0; terms + 1]; terms];
    for (x, y) in xs.iter().zip(ys) {
        let u = (x - middle) / scale;
        let powers: Vec<f64> = (0..2 * terms - 1).map(|p| u.powi(p as i32)).collect();
        for (row, equation) in equations.iter_mut().enumerate() {
            for column in 0..terms {
                equation[column] += powers[row + column];
            }
            equation[terms] += powers[row] * y;
        }
    }
    let scaled = solve(equations)?;
    let values = xs
        .iter()
        .map(|x| {
            let u = (x - middle) / scale;
            scaled.iter().rev().fold(0.0, |sum, c| sum * u + c)
        })
        .collect();
    let mut coefficients = unscale(&scaled, middle, scale);
    coefficients.reverse();
    Some(Fit::new(ys, values, coefficients))
}

/// From a polynomial in (x - middle) / scale to one in x, constant first.
fn unscale(scaled: &[f64], middle: f64, scale: f64) -> Vec<f64> {
    let mut result = vec![0.0; scaled.len()];
    // (x - middle) / scale to the power of the coefficient at hand.
    let mut power = vec![1.0];
    for coefficient in scaled {
        for (sum, term) in result.iter_mut().zip(&power) {
            *sum += coefficient * term;
        }
        let mut next = vec![0.0; power.len() + 1];
        for (at, term) in power.iter().enumerate() {
            next[at] -= term * middle / scale;
            next[at + 1] += term / scale;
        }
        power = next;
    }
    result
}

/// Solves linear equations, each with its right side at the end, by elimination.
fn solve(mut equations: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let n = equations.len();
    for pivot in 0..n {
        let best = (pivot..n).max_by(|a, b| {
            equations[*a][pivot]
                .abs()
                .total_cmp(&equations[*b][pivot].abs())
        })?;
        equations.swap(pivot, best);
        if equations[pivot][pivot].abs() < 1e-12 {
            return None;
        }
        let (done, below) = equations.split_at_mut(pivot + 1);
        let top = &done[pivot];
        for equation in below {
            let factor = equation[pivot] / top[pivot];
            for (term, above) in equation.iter_mut().zip(top).skip(pivot) {
                *term -= factor * above;
            }
        }
    }
    let mut solution = vec![0.0; n];
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n)
            .map(|column| equations[row][column] * solution[column])
            .sum();
        solution[row] = (equations[row][n] - known) / equations[row][row];
    }
    Some(solution)
}

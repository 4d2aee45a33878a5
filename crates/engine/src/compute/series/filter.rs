//! Filters over a series: finite and infinite impulse response.

use super::{Series, reals};
use crate::types::{Json, Value};

/// A weighted sum of each element and those before it. Before the beginning there are zeros.
pub(crate) fn fir(args: &[Value]) -> Value {
    let (Some(series), Some(weights)) = (
        Series::read(&args[0]),
        Series::read(&args[1]).and_then(|s| s.complete().map(<[f64]>::to_vec)),
    ) else {
        return Value::Null;
    };
    let flag = |at: usize, default: bool| args.get(at).map_or(Some(default), Value::as_bool);
    // Weights below zero have no sum to divide by, unless that is asked for.
    let normalize = weights.iter().all(|w| *w >= 0.0);
    let (Some(normalize), Some(center)) = (flag(2, normalize), flag(3, false)) else {
        return Value::Null;
    };
    let sum: f64 = weights.iter().sum();
    let divisor = if normalize { sum } else { 1.0 };
    let ahead = if center { weights.len() / 2 } else { 0 };
    let items = (0..series.len()).map(|at| {
        let terms = weights.iter().enumerate().map(|(back, weight)| {
            let from = (at + ahead).checked_sub(back);
            let x = from.and_then(|from| series.values.get(from)).copied();
            weight * x.filter(|x| !x.is_nan()).unwrap_or(0.0)
        });
        terms.sum::<f64>() / divisor
    });
    Value::Dynamic(reals(items))
}

/// A weighted sum of elements, less one of the results before.
pub(crate) fn iir(args: &[Value]) -> Value {
    let complete =
        |at: usize| -> Option<Vec<f64>> { Some(Series::read(&args[at])?.complete()?.to_vec()) };
    let Some(series) = Series::read(&args[0]) else {
        return Value::Null;
    };
    let (Some(numerators), Some(denominators)) = (complete(1), complete(2)) else {
        return Value::Null;
    };
    if denominators[0] == 0.0 {
        return Value::Null;
    }
    let mut results: Vec<f64> = Vec::with_capacity(series.len());
    let behind = |values: &[f64], at: usize, back: usize| {
        let x = at.checked_sub(back).and_then(|from| values.get(from));
        x.copied().filter(|x| !x.is_nan()).unwrap_or(0.0)
    };
    for at in 0..series.len() {
        let forward: f64 = numerators
            .iter()
            .enumerate()
            .map(|(back, b)| b * behind(&series.values, at, back))
            .sum();
        let feedback: f64 = denominators
            .iter()
            .enumerate()
            .skip(1)
            .map(|(back, a)| a * behind(&results, at, back))
            .sum();
        results.push((forward - feedback) / denominators[0]);
    }
    Value::Dynamic(
        results
            .into_iter()
            .map(crate::types::number::json_real)
            .collect::<Json>(),
    )
}

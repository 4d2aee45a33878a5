use super::def::*;
use crate::compute::series::fit::polynomial;
use crate::compute::series::{columns, complete, reals};
use crate::types::number::json_real;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_fit_poly",
    aliases: &[],
    family: Family::Series,
    summary: "Fits a polynomial to a series, as several columns.",
    params: &[
        required("y_series", Takes::Array, "The values."),
        optional(
            "x_series",
            Takes::Array,
            "Where the values stand: numbers or datetimes; 1, 2, … when left out.",
        ),
        optional("degree", LONG, "The degree, 1 to 7; 1 when left out."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The columns end in `rsquare`, `coefficients` (of the highest power first), `variance`, `rvariance` and `poly_fit` (its values). Datetimes are brought to the range from 0 to 1. Null when the points do not determine a polynomial.",
    examples: &[
        example!("print (rsquare) = series_fit_poly(dynamic([0,1,4,9]), dynamic([0,1,2,3]), 2) | project round(rsquare, 6)" => "1.0"),
    ],
    cases: &[
        example!("print (r, c) = series_fit_poly(dynamic([1,0,3,10,21]), dynamic([0,1,2,3,4]), 2) | project round(todouble(c[0]), 6)" => "2.0"),
        example!("print (r, c) = series_fit_poly(dynamic([1,0,3,10,21]), dynamic([0,1,2,3,4]), 2) | project round(todouble(c[2]), 6)" => "1.0"),
        example!("print (r) = series_fit_poly(dynamic([1,2]), dynamic([0,1]), 2)" => "null"),
        example!("print (r) = series_fit_poly(dynamic([1,2,3]), dynamic([5,5,5]), 1)" => "null"),
    ],
    body: Body::Rows(|args| fit(args).unwrap_or(Value::Null)),
};

fn fit(args: &[Value]) -> Option<Value> {
    let ys = complete(&args[0])?;
    let xs = match args.get(1) {
        None => (1..=ys.len()).map(|x| x as f64).collect(),
        Some(xs) => complete(xs).or_else(|| times(xs))?,
    };
    let degree = args.get(2).map_or(Some(1), Value::as_i64)?;
    let degree = usize::try_from(degree)
        .ok()
        .filter(|d| (1..=7).contains(d))?;
    let fit = polynomial(&xs, &ys, degree)?;
    Some(columns([
        json_real(fit.rsquare),
        reals(fit.coefficients),
        json_real(fit.variance),
        json_real(fit.rvariance),
        reals(fit.values),
    ]))
}

/// Datetimes as numbers from 0 to 1.
fn times(xs: &Value) -> Option<Vec<f64>> {
    let ticks: Option<Vec<i64>> = xs
        .as_json()?
        .as_array()?
        .iter()
        .map(|x| crate::types::datetime::parse(x.as_str()?))
        .collect();
    let ticks = ticks?;
    let (low, high) = (*ticks.iter().min()?, *ticks.iter().max()?);
    let width = if high > low { (high - low) as f64 } else { 1.0 };
    Some(ticks.iter().map(|t| (t - low) as f64 / width).collect())
}

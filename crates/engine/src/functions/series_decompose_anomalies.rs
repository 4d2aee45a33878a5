use super::def::*;
use crate::compute::series::decompose::{Options, parts};
use crate::compute::series::outliers::{Fences, scores};
use crate::compute::series::{Series, columns, reals_or_null};
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_decompose_anomalies",
    aliases: &[],
    family: Family::Series,
    summary: "Finds elements that do not fit the season and trend of a series, as several columns.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        optional(
            "threshold",
            REAL,
            "The score from which on an element is anomalous; 1.5 when left out.",
        ),
        optional(
            "seasonality",
            LONG,
            "The period in elements; -1 (the default) to find it, 0 for none.",
        ),
        optional("trend", STRING, "`avg` (the default), `linefit` or `none`."),
        optional(
            "test_points",
            LONG,
            "How many elements at the end are not learned from.",
        ),
        optional(
            "method",
            STRING,
            "How residuals are scored: `ctukey` (the default) or `tukey`.",
        ),
        optional(
            "seasonality_threshold",
            REAL,
            "The score that a period needs when it is to be found; 0.6 when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The columns end in `ad_flag` (1 above, -1 below, else 0), `ad_score` and `baseline`. The score is that of `series_outliers()` on the residual.",
    examples: &[
        example!("print (flag, score) = series_decompose_anomalies(dynamic([1,2,1,2,1,2,1,2,90,1,2,1]), 1.5, 0) | project flag" => "[0,0,0,0,0,0,0,0,1,0,0,0]"),
    ],
    cases: &[],
    body: Body::Rows(|args| anomalies(args).unwrap_or(Value::Null)),
};

fn anomalies(args: &[Value]) -> Option<Value> {
    let series = Series::read(&args[0])?;
    let threshold = args.get(1).map_or(Some(1.5), Value::as_f64)?;
    let options = Options::read(args, [2, 3, 4, 6])?;
    let fences = Fences::named(args.get(5).map_or("ctukey", Value::as_str))?;
    let parts = parts(&series, options);
    let scores = scores(&parts.residual, fences, options.test_points, |_| false);
    let flags: Json = scores
        .iter()
        .map(|score| i64::from(*score > threshold) - i64::from(*score < -threshold))
        .collect();
    Some(columns([
        flags,
        reals_or_null(scores),
        reals_or_null(parts.baseline),
    ]))
}

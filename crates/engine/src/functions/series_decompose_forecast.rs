use super::def::*;
use crate::compute::series::decompose::{Options, Trend, parts};
use crate::compute::series::{Series, columns};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_decompose_forecast",
    aliases: &[],
    family: Family::Series,
    summary: "Forecasts the last elements of a series from those before, as several columns.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        required("points", LONG, "How many elements at the end to forecast."),
        optional(
            "seasonality",
            LONG,
            "The period in elements; -1 (the default) to find it, 0 for none.",
        ),
        optional("trend", STRING, "`linefit` (the default), `avg` or `none`."),
        optional(
            "seasonality_threshold",
            REAL,
            "The score that a period needs when it is to be found; 0.6 when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The columns end in `baseline`, `seasonal`, `trend` and `residual`.",
    examples: &[
        example!("print (forecast) = series_decompose_forecast(dynamic([1,2,3,4,0,0]), 2, 0) | project round(todouble(forecast[5]), 6)" => "6.0"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let options = Options::read(args, [2, 3, 1, 4]).map(|options| match args.get(3) {
            Some(_) => options,
            None => Options {
                trend: Trend::Line,
                ..options
            },
        });
        match (Series::read(&args[0]), options) {
            (Some(series), Some(options)) => columns(parts(&series, options).into_columns()),
            _ => Value::Null,
        }
    }),
};

use super::def::*;
use crate::compute::series::decompose::{Options, parts};
use crate::compute::series::{Series, columns};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_decompose",
    aliases: &[],
    family: Family::Series,
    summary: "Takes a series apart into baseline, season, trend and residual, as several columns.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
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
            "seasonality_threshold",
            REAL,
            "The score that a period needs when it is to be found; 0.6 when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The columns end in `baseline`, `seasonal`, `trend` and `residual`. The baseline is season plus trend, the residual what it leaves of the series.",
    examples: &[
        example!("print (baseline) = series_decompose(dynamic([1,3,5,1,3,5,1,3,5]), 3)" => "[1.0,3.0,5.0,1.0,3.0,5.0,1.0,3.0,5.0]"),
    ],
    cases: &[
        example!("print (b, s, t) = series_decompose(dynamic([1,3,5,7]), 0, 'linefit') | project round(todouble(t[3]), 6)" => "7.0"),
        example!("print (b, s, t, r) = series_decompose(dynamic([1,3,5,7]), 0, 'none') | project r" => "[1.0,3.0,5.0,7.0]"),
        example!("series_decompose(dynamic(null))" => "null"),
    ],
    body: Body::Rows(
        |args| match (Series::read(&args[0]), Options::read(args, [1, 2, 3, 4])) {
            (Some(series), Some(options)) => columns(parts(&series, options).into_columns()),
            _ => Value::Null,
        },
    ),
};

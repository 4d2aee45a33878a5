use super::def::*;
use crate::compute::series::stats::Stats;
use crate::compute::series::{Series, columns};
use crate::types::number::json_real;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_stats",
    aliases: &[],
    family: Family::Series,
    summary: "Gives statistics of a series, as several columns.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        optional(
            "ignore_nonfinite",
            BOOL,
            "Whether elements that are no finite numbers are passed over; not when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The columns end in `min`, `min_idx`, `max`, `max_idx`, `avg`, `stdev` and `variance`; the last two are those of a sample. Null when an element is no finite number and is not passed over.",
    examples: &[example!("series_stats(dynamic([10,20]))" => "10.0")],
    cases: &[
        example!("print (lowest, place) = series_stats(dynamic([7,3,9])) | project place" => "1"),
        example!("print series_stats(dynamic([7,3,9])) | project round(series_stats__variance, 3)" => "9.333"),
        example!("series_stats(dynamic([1,null]))" => "null"),
        example!("series_stats(dynamic([]))" => "null"),
    ],
    body: Body::Rows(|args| {
        let ignore = args
            .get(1)
            .is_some_and(|ignore| ignore.as_bool() == Some(true));
        match Series::read(&args[0]).and_then(|series| Stats::of(&series, ignore)) {
            Some(stats) => columns([
                json_real(stats.min),
                Json::from(stats.min_idx),
                json_real(stats.max),
                Json::from(stats.max_idx),
                json_real(stats.avg),
                json_real(stats.stdev()),
                json_real(stats.variance),
            ]),
            None => Value::Null,
        }
    }),
};

use super::def::*;
use crate::compute::series::Series;
use crate::compute::series::stats::Stats;
use crate::types::number::json_real;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_stats_dynamic",
    aliases: &[],
    family: Family::Series,
    summary: "Gives statistics of a series, as a bag.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        optional(
            "ignore_nonfinite",
            BOOL,
            "Whether elements that are no finite numbers are passed over; not when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "See `series_stats()`.",
    examples: &[example!("series_stats_dynamic(dynamic([10,20])).max" => "20.0")],
    cases: &[
        example!("series_stats_dynamic(dynamic([10,20])).variance" => "50.0"),
        example!("series_stats_dynamic(dynamic([7,3,9])).min_idx" => "1"),
        example!("series_stats_dynamic(dynamic([1,null]))" => "null"),
        example!("series_stats_dynamic(dynamic([1,null]), true).len" => "1"),
    ],
    body: Body::Rows(|args| {
        let ignore = args
            .get(1)
            .is_some_and(|ignore| ignore.as_bool() == Some(true));
        let Some(stats) = Series::read(&args[0]).and_then(|series| Stats::of(&series, ignore))
        else {
            return Value::Null;
        };
        let members = [
            ("min", json_real(stats.min)),
            ("min_idx", Json::from(stats.min_idx)),
            ("max", json_real(stats.max)),
            ("max_idx", Json::from(stats.max_idx)),
            ("avg", json_real(stats.avg)),
            ("stdev", json_real(stats.stdev())),
            ("variance", json_real(stats.variance)),
            ("sum", json_real(stats.sum)),
            ("len", Json::from(stats.len)),
        ];
        Value::Dynamic(members.into_iter().collect())
    }),
};

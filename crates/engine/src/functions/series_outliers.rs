use super::def::*;
use crate::compute::series::outliers::{Fences, scores};
use crate::compute::series::{Series, reals_or_null};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_outliers",
    aliases: &[],
    family: Family::Series,
    summary: "Scores how far each element lies outside of the usual range.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        optional("kind", STRING, "`ctukey` (the default) or `tukey`."),
        optional("ignore_val", REAL, "A value that is passed over."),
        optional(
            "min_percentile",
            REAL,
            "Where the usual range begins, 2 to 98; 10 for `ctukey`, 25 for `tukey`.",
        ),
        optional(
            "max_percentile",
            REAL,
            "Where it ends, 2 to 98; 90 for `ctukey`, 75 for `tukey`.",
        ),
        optional(
            "test_points",
            LONG,
            "How many elements at the end the range is not learned from.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "0 within the usual range. Beyond it the score is the distance in widths of the range, below 0 on the low side: above 1.5 is a mild outlier, above 3 a strong one.",
    examples: &[example!("series_outliers(dynamic([1,2,3,4,5,30]), 'tukey')[0]" => "-0.5")],
    cases: &[
        example!("series_outliers(dynamic([1,2,3,4,5,30]), 'tukey')[5]" => "10.1"),
        example!("series_outliers(dynamic([1,2]), 'other')" => "null"),
        example!("series_outliers(dynamic(null))" => "null"),
    ],
    body: Body::Rows(|args| outliers(args).unwrap_or(Value::Null)),
};

fn outliers(args: &[Value]) -> Option<Value> {
    let series = Series::read(&args[0])?;
    let custom = args
        .get(1)
        .is_none_or(|kind| kind.as_str().eq_ignore_ascii_case("ctukey"));
    let mut fences = Fences::named(args.get(1).map_or("ctukey", Value::as_str))?;
    let ignored = args.get(2).and_then(Value::as_f64);
    if custom {
        if let Some(min) = args.get(3).and_then(Value::as_f64) {
            fences.min_percentile = min;
        }
        if let Some(max) = args.get(4).and_then(Value::as_f64) {
            fences.max_percentile = max;
        }
    }
    let test_points = args.get(5).map_or(Some(0), Value::as_i64)?;
    let test_points = usize::try_from(test_points).ok()?;
    let scores = scores(&series.values, fences, test_points, |x| Some(x) == ignored);
    Some(Value::Dynamic(reals_or_null(scores)))
}

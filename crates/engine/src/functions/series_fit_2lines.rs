use super::def::*;
use crate::compute::series::fit::two_lines;
use crate::compute::series::{columns, complete};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_fit_2lines",
    aliases: &[],
    family: Family::Series,
    summary: "Fits two lines to a series, one behind the other, as several columns.",
    params: &[required("series", Takes::Array, "An array of numbers.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "`split_idx` is the first point of the right line; the interceptions are the values of the lines one step before the first element. Null for fewer than four points.",
    examples: &[
        example!("print (rsquare, split) = series_fit_2lines(dynamic([0,1,2,3,3,3,3])) | project round(rsquare, 6)" => "1.0"),
    ],
    cases: &[
        example!("print (rsquare, split_idx) = series_fit_2lines(dynamic([0,1,2,3,4,4,4,4,4])) | project round(rsquare, 6)" => "1.0"),
        example!("print (rsquare) = series_fit_2lines(dynamic([1,2,3]))" => "null"),
    ],
    body: Body::Rows(
        |args| match complete(&args[0]).and_then(|values| two_lines(&values)) {
            Some(lines) => columns(lines.results().into_iter().map(|(_, value)| value)),
            None => Value::Null,
        },
    ),
};

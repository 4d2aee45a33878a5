use super::def::*;
use crate::compute::series::complete;
use crate::compute::series::fit::line;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_fit_line_dynamic",
    aliases: &[],
    family: Family::Series,
    summary: "Fits a line to a series, as a bag.",
    params: &[required("series", Takes::Array, "An array of numbers.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "See `series_fit_line()`.",
    examples: &[
        example!("round(todouble(series_fit_line_dynamic(dynamic([1,3,5])).slope), 6)" => "2.0"),
    ],
    cases: &[
        example!("round(todouble(series_fit_line_dynamic(dynamic([2,5,6,8,11,15,17,18,25,26,30,30])).slope), 3)" => "2.731"),
        example!("round(todouble(series_fit_line_dynamic(dynamic([2,5,6,8,11,15,17,18,25,26,30,30])).interception), 3)" => "-1.667"),
        example!("round(todouble(series_fit_line_dynamic(dynamic([2,5,6,8,11,15,17,18,25,26,30,30])).variance), 3)" => "98.629"),
        example!("round(todouble(series_fit_line_dynamic(dynamic([2,5,6,8,11,15,17,18,25,26,30,30])).rvariance), 3)" => "1.686"),
        example!("round(todouble(series_fit_line_dynamic(dynamic([2,5,6,8,11,15,17,18,25,26,30,30])).line_fit[0]), 3)" => "1.064"),
        example!("round(todouble(series_fit_line_dynamic(dynamic([1,2,4,8])).rsquare), 6)" => "0.92"),
        example!("series_fit_line_dynamic(dynamic([1,'a']))" => "null"),
    ],
    body: Body::Rows(|args| match complete(&args[0]) {
        Some(values) => Value::Dynamic(line(&values, 1).line_results().into_iter().collect()),
        None => Value::Null,
    }),
};

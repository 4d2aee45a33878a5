use super::def::*;
use crate::compute::series::complete;
use crate::compute::series::fit::line;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_fit_line_dynamic",
    aliases: &[],
    family: Family::Series,
    summary: "Fits a line to a series, as a bag.",
    params: &[required("series", DYNAMIC, "An array of numbers.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "See `series_fit_line()`.",
    examples: &[
        example!("round(todouble(series_fit_line_dynamic(dynamic([1,3,5])).slope), 6)" => "2.0"),
    ],
    cases: &[
        example!("round(todouble(series_fit_line_dynamic(dynamic([1,2,4,8])).rsquare), 6)" => "0.92"),
        example!("series_fit_line_dynamic(dynamic([1,'a']))" => "null"),
    ],
    body: Body::Rows(|args| match complete(&args[0]) {
        Some(values) => Value::Dynamic(line(&values, 0).line_results().into_iter().collect()),
        None => Value::Null,
    }),
};

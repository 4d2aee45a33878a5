use super::def::*;
use crate::compute::series::fit::line;
use crate::compute::series::{columns, complete};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_fit_line",
    aliases: &[],
    family: Family::Series,
    summary: "Fits a line to a series, as several columns.",
    params: &[required("series", Takes::Array, "An array of numbers.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "The columns end in `rsquare` (how good the fit is, up to 1), `slope`, `variance` (of the series), `rvariance` (of what the line leaves), `interception` (its value one step before the first element) and `line_fit` (its values). Null when an element is no number.",
    examples: &[
        example!("print series_fit_line(dynamic([1,2,4,8])) | project round(series_fit_line__rsquare, 2)" => "0.92"),
    ],
    cases: &[],
    body: Body::Rows(|args| match complete(&args[0]) {
        Some(values) => columns(line(&values, 1).line_results().map(|(_, value)| value)),
        None => Value::Null,
    }),
};

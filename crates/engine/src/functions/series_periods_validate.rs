use super::def::*;
use crate::compute::series::periods::Correlations;
use crate::compute::series::{columns, complete, reals};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_periods_validate",
    aliases: &[],
    family: Family::Series,
    summary: "Tells how well given periods fit a series, as several columns.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        repeated("period", REAL, "A period, in elements."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The columns end in `periods` and `scores`; the score of what is no period is 0. Differs from Kusto: how its scores are computed is not documented; here they are the autocorrelation.",
    examples: &[
        example!("print (periods, scores) = series_periods_validate(dynamic([1,2,3,4,3,2,1,2,3,4,3,2,1,2,3,4,3,2,1,2,3,4,3,2]), 4.0) | project scores" => "[0.0]"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let Some(values) = complete(&args[0]) else {
            return Value::Null;
        };
        let correlations = Correlations::of(&values);
        let periods: Vec<f64> = args[1..].iter().filter_map(Value::as_f64).collect();
        let scores = periods
            .iter()
            .map(|period| correlations.score(period.round() as usize));
        columns([reals(periods.iter().copied()), reals(scores)])
    }),
};

use super::def::*;
use crate::compute::series::periods::detect;
use crate::compute::series::{columns, complete, reals};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_periods_detect",
    aliases: &[],
    family: Family::Series,
    summary: "Finds the periods of a series, as several columns.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        required("min_period", REAL, "The shortest period, in elements."),
        required("max_period", REAL, "The longest period, in elements."),
        required("num_periods", LONG, "How many periods to give."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The columns end in `periods` and `scores`, best first; zeros stand for what was not found. Periods have at least 4 elements and at most half of the series. Differs from Kusto: how its scores are computed is not documented; here they are the autocorrelation.",
    examples: &[
        example!("print (periods, scores) = series_periods_detect(dynamic([1,2,3,4,3,2,1,2,3,4,3,2,1,2,3,4,3,2,1,2,3,4,3,2]), 0, 12, 1) | project periods" => "[6.0]"),
    ],
    cases: &[
        example!("print (periods) = series_periods_detect(range(1, 40), 0, 20, 2)" => "[0.0,0.0]"),
        example!("print (periods) = series_periods_detect(dynamic([1,2]), 0, 20, 1)" => "[0.0]"),
    ],
    body: Body::Rows(|args| periods(args).unwrap_or(Value::Null)),
};

fn periods(args: &[Value]) -> Option<Value> {
    let values = complete(&args[0])?;
    let (shortest, longest) = (args[1].as_f64()?, args[2].as_f64()?);
    let count = usize::try_from(args[3].as_i64()?).ok()?.min(values.len());
    let mut found = detect(&values, shortest, longest);
    found.resize(count, (0, 0.0));
    Some(columns([
        reals(found.iter().map(|(period, _)| *period as f64)),
        reals(found.iter().map(|(_, score)| *score)),
    ]))
}

use super::def::*;
use crate::compute::series::decompose::{Options, seasonal};
use crate::compute::series::{Series, reals};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_seasonal",
    aliases: &[],
    family: Family::Series,
    summary: "Gives the seasonal part of a series.",
    params: &[
        required("series", Takes::Array, "An array of numbers."),
        optional(
            "period",
            LONG,
            "The period in elements; -1 (the default) to find it.",
        ),
        optional(
            "test_points",
            LONG,
            "How many elements at the end are not learned from.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "At each place the median of the elements that lie whole periods away; zeros when there is no period.",
    examples: &[
        example!("series_seasonal(dynamic([1,3,5,1,3,5,2,4,6]), 3)" => "[1.0,3.0,5.0,1.0,3.0,5.0,1.0,3.0,5.0]"),
    ],
    cases: &[
        example!("series_seasonal(dynamic([8,12,14,12,10,10,12,14,12,10,10,12,14,12,10,10,12,14,12,10]))" => "[10.0,12.0,14.0,12.0,10.0,10.0,12.0,14.0,12.0,10.0,10.0,12.0,14.0,12.0,10.0,10.0,12.0,14.0,12.0,10.0]"),
        example!("series_seasonal(dynamic([1,3,5,2,4,6,1,3,5,2,4,6]))" => "[0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0]"),
        example!("series_seasonal(dynamic(null))" => "null"),
    ],
    body: Body::Rows(|args| season(args).unwrap_or(Value::Null)),
};

fn season(args: &[Value]) -> Option<Value> {
    let series = Series::read(&args[0])?;
    let options = Options::read(args, [1, usize::MAX, 2, usize::MAX])?;
    let learned = &series.values[..series.len().saturating_sub(options.test_points)];
    let season = seasonal(learned, series.len(), options.period, options.threshold);
    Some(Value::Dynamic(reals(season)))
}

use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_index",
    aliases: &[],
    family: Family::Operator,
    summary: "Numbers the step of an axis that a value falls into.",
    params: &[
        required("value", Takes::Any, "A number, a datetime or a timespan."),
        required("from", Takes::Any, "Where the axis begins."),
        required("step", Takes::Any, "How long a step is."),
    ],
    returns: Returns::Is(Type::Long),
    notes: "The operator `make-series` is lowered to this function; null for a null.",
    examples: &[example!("series_index(7, 1, 2)" => "3")],
    cases: &[
        example!("series_index(0, 1, 2)" => "-1"),
        example!("series_index(datetime(2020-01-02 12:00), datetime(2020-01-01), 1d)" => "1"),
    ],
    body: Body::Rows(|args| {
        let whole = |v: &Value| match v {
            Value::Real(_) | Value::Decimal(_) | Value::Dynamic(_) => None,
            other => other.as_i64(),
        };
        if let (Some(value), Some(from), Some(step)) =
            (whole(&args[0]), whole(&args[1]), whole(&args[2]))
        {
            if step == 0 {
                return Value::Null;
            }
            let distance = i128::from(value) - i128::from(from);
            return i64::try_from(distance.div_euclid(i128::from(step)))
                .map_or(Value::Null, Value::Long);
        }
        match (args[0].as_f64(), args[1].as_f64(), args[2].as_f64()) {
            (Some(value), Some(from), Some(step)) if step != 0.0 => {
                let index = ((value - from) / step).floor();
                if index.abs() < 9e15 {
                    Value::Long(index as i64)
                } else {
                    Value::Null
                }
            }
            _ => Value::Null,
        }
    }),
};

use super::def::*;
use crate::compute::json::MOST;
use crate::types::datetime::checked;
use crate::types::number::json_real;
use crate::types::timespan::HOUR;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "range",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Makes an array of numbers or times that are the same distance apart.",
    params: &[
        required("start", Takes::Any, "The first one."),
        required("stop", Takes::Any, "The last one, if the steps meet it."),
        optional("step", Takes::Any, "The distance; 1 or 1h when left out."),
    ],
    returns: Returns::Fitting(
        |types| {
            types
                .iter()
                .all(|t| t.is_summable() || *t == Type::Datetime)
        },
        |_| Type::Dynamic,
    ),
    notes: "At most 1048576 elements. Null for a step of 0.",
    examples: &[example!("range(1, 8, 3)" => "[1,4,7]")],
    cases: &[
        example!("range(1, 3)" => "[1,2,3]"),
        example!("range(3, 1, -1)" => "[3,2,1]"),
        example!("range(1h, 3h)" => "[\"01:00:00\",\"02:00:00\",\"03:00:00\"]"),
        example!("range(datetime(2024-01-01), datetime(2024-01-02), 1d)" => "[\"2024-01-01T00:00:00.0000000Z\",\"2024-01-02T00:00:00.0000000Z\"]"),
        example!("range(0, 1, 0.5)" => "[0.0,0.5,1.0]"),
        example!("range(3, 1)" => "[]"),
        example!("range(1, 5, 0)" => "null"),
        example!("array_length(range(1, 1000000000))" => "1048576"),
        example!("range(long(null), 3)" => "null"),
    ],
    body: Body::Rows(range),
};

fn range(args: &[Value]) -> Value {
    let (start, stop) = (&args[0], &args[1]);
    let time = matches!(start, Value::Datetime(_) | Value::Timespan(_));
    let default = if time {
        Value::Timespan(HOUR)
    } else {
        Value::Long(1)
    };
    let step = args.get(2).unwrap_or(&default);
    if let (Some(from), Some(to), Some(step)) = (start.as_i64(), stop.as_i64(), step.as_i64()) {
        return whole(start, from, to, step);
    }
    match (start.as_f64(), stop.as_f64(), step.as_f64()) {
        (Some(from), Some(to), Some(step)) if step != 0.0 && !step.is_nan() => {
            let steps = (0..MOST).map(|at| from + at as f64 * step);
            let inside = steps.take_while(|x| if step > 0.0 { *x <= to } else { *x >= to });
            Value::Dynamic(inside.map(json_real).collect())
        }
        _ => Value::Null,
    }
}

/// Whole numbers and ticks; the first value tells which.
fn whole(start: &Value, from: i64, to: i64, step: i64) -> Value {
    if step == 0 {
        return Value::Null;
    }
    let steps = std::iter::successors(Some(from), |at| at.checked_add(step));
    let inside = steps.take_while(|at| if step > 0 { *at <= to } else { *at >= to });
    let items = inside.take(MOST).map_while(|at| {
        Some(match start {
            Value::Datetime(_) => Value::Datetime(checked(at)?).to_json(),
            Value::Timespan(_) => Value::Timespan(at).to_json(),
            _ => Json::from(at),
        })
    });
    Value::Dynamic(items.collect())
}

use std::sync::Arc;

use super::def::*;
use crate::types::convert::convert;
use crate::types::datetime::{Civil, from_civil};
use crate::types::timespan::SECOND;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "make_datetime",
    aliases: &[],
    family: Family::Datetime,
    summary: "Makes a datetime out of year, month, day and clock.",
    params: &[
        required(
            "year",
            Takes::Any,
            "The year, 1 to 9999; alone, a text or a time to convert.",
        ),
        optional("month", REAL, "The month, 1 to 12."),
        optional("day", REAL, "The day, 1 to 31."),
        optional("hour", REAL, "The hour, 0 to 23."),
        optional("minute", REAL, "The minute, 0 to 59."),
        optional(
            "second",
            REAL,
            "The second with its fraction, 0 to below 60.",
        ),
    ],
    returns: Returns::Fitting(
        |types| types.len() == 1 || types.iter().all(|t| t.is_numeric()),
        |_| Type::Datetime,
    ),
    notes: "Null when the calendar has no such time.",
    examples: &[
        example!("make_datetime(2024, 2, 29)" => "2024-02-29T00:00:00.0000000Z"),
        example!("make_datetime(2024, 2, 29, 23, 59, 59.5)" => "2024-02-29T23:59:59.5000000Z"),
    ],
    cases: &[
        example!("make_datetime(2024, 13, 1)" => "null"),
        example!("make_datetime(2024, 1, 1, 24, 0)" => "null"),
        example!("make_datetime(2024, 1, 1, 12, 10)" => "2024-01-01T12:10:00.0000000Z"),
        example!("make_datetime(2024, 2, 29, 23, 59, 59.9999999)" => "2024-02-29T23:59:59.9999999Z"),
        example!("make_datetime('2024-01-01')" => "2024-01-01T00:00:00.0000000Z"),
        example!("make_datetime(2024, 1, long(null))" => "null"),
    ],
    body: Body::Prepared(|site| match site.types.len() {
        1 => Ok(Arc::new(|args| convert(&args[0], Type::Datetime))),
        2 => Err("`make_datetime` requires year, month and day".to_owned()),
        _ => Ok(Arc::new(|args| {
            make(args).map_or(Value::Null, Value::Datetime)
        })),
    }),
};

fn make(args: &[Value]) -> Option<i64> {
    let whole = |at: usize| match args.get(at) {
        None => Some(0),
        Some(value) => value.as_f64().filter(|x| x.is_finite()).map(|x| x as i64),
    };
    let second = match args.get(5) {
        None => 0.0,
        Some(value) => value.as_f64()?,
    };
    if !(0.0..60.0).contains(&second) {
        return None;
    }
    let ticks = (second * SECOND as f64).round() as i64;
    from_civil(Civil {
        year: whole(0)?,
        month: whole(1)?,
        day: whole(2)?,
        hour: whole(3)?,
        minute: whole(4)?,
        second: ticks / SECOND,
        fraction: ticks % SECOND,
    })
}

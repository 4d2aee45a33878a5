use std::sync::Arc;

use super::def::*;
use crate::types::convert::convert;
use crate::types::timespan::{DAY, HOUR, MINUTE, SECOND};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "make_timespan",
    aliases: &[],
    family: Family::Datetime,
    summary: "Makes a timespan out of days, hours, minutes and seconds.",
    params: &[
        required(
            "part1",
            Takes::Any,
            "The days of four parts, the hours of two or three; alone, a text or a time to convert.",
        ),
        optional(
            "part2",
            REAL,
            "The hours of four parts, the minutes of two or three.",
        ),
        optional(
            "part3",
            REAL,
            "The minutes of four parts, the seconds of three.",
        ),
        optional("part4", REAL, "The seconds of four parts."),
    ],
    returns: Returns::Fitting(
        |types| types.len() == 1 || types.iter().all(|t| t.is_numeric()),
        |_| Type::Timespan,
    ),
    notes: "Null when the hours are above 23, or minutes or seconds above 59.",
    examples: &[
        example!("make_timespan(2, 30)" => "02:30:00"),
        example!("make_timespan(1, 12, 30, 55.123)" => "1.12:30:55.1230000"),
    ],
    cases: &[
        example!("make_timespan(12, 30, 5)" => "12:30:05"),
        example!("make_timespan(25, 70)" => "null"),
        example!("make_timespan('01:00')" => "01:00:00"),
        example!("make_timespan(1, long(null))" => "null"),
    ],
    body: Body::Prepared(|site| match site.types.len() {
        1 => Ok(Arc::new(|args| convert(&args[0], Type::Timespan))),
        _ => Ok(Arc::new(|args| {
            make(args).map_or(Value::Null, Value::Timespan)
        })),
    }),
};

fn make(args: &[Value]) -> Option<i64> {
    let mut numbers = Vec::with_capacity(4);
    for arg in args {
        numbers.push(arg.as_f64().filter(|x| x.is_finite())?);
    }
    let (days, hours, minutes, seconds) = match numbers.as_slice() {
        [hours, minutes] => (0.0, *hours, *minutes, 0.0),
        [hours, minutes, seconds] => (0.0, *hours, *minutes, *seconds),
        [days, hours, minutes, seconds] => (*days, *hours, *minutes, *seconds),
        _ => return None,
    };
    let fits = (0.0..10_675_199.0).contains(&days)
        && (0.0..24.0).contains(&hours)
        && (0.0..60.0).contains(&minutes)
        && (0.0..60.0).contains(&seconds);
    fits.then(|| {
        let (days, hours, minutes) = (days as i64, hours as i64, minutes as i64);
        let ticks = (seconds * SECOND as f64).round() as i64;
        days * DAY + hours * HOUR + minutes * MINUTE + ticks
    })
}

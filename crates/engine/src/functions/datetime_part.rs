use std::sync::Arc;

use super::def::*;
use crate::compute::calendar::{Part, unit_argument};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "datetime_part",
    aliases: &["datepart"],
    family: Family::Datetime,
    summary: "Gives a part of a datetime as a number.",
    params: &[
        required("part", STRING, Part::DOC).constant(),
        required("datetime", DATETIME, "The time."),
    ],
    returns: Returns::Is(Type::Long),
    notes: "Parts below a second are counted from the beginning of the second.",
    examples: &[example!("datetime_part('hour', datetime(2024-05-17T13:45Z))" => "13")],
    cases: &[
        example!("datetime_part('quarter', datetime(2024-05-17))" => "2"),
        example!("datetime_part('week_of_year', datetime(2024-05-17))" => "20"),
        example!("datetime_part('DayOfYear', datetime(2024-02-01))" => "32"),
        example!("datetime_part('millisecond', datetime(2024-01-01T00:00:00.7654321Z))" => "765"),
        example!("datetime_part('microsecond', datetime(2024-01-01T00:00:00.7654321Z))" => "765432"),
        example!("datetime_part('nanosecond', datetime(2024-01-01T00:00:00.7654321Z))" => "765432100"),
        example!("datetime_part('day', datetime(null))" => "null"),
    ],
    body: Body::Prepared(|site| {
        let part = unit_argument(site, 0, Part::from_name, Part::NAMES)?;
        Ok(Arc::new(move |args| {
            let part = part.or_else(|| Part::from_name(args[0].as_str()));
            let (Some(part), Some(t)) = (part, args[1].as_i64()) else {
                return Value::Null;
            };
            Value::Long(part.of(t))
        }))
    }),
};

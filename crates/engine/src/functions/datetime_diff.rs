use std::sync::Arc;

use super::def::*;
use crate::compute::calendar::{Unit, difference, unit_argument};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "datetime_diff",
    aliases: &[],
    family: Family::Datetime,
    summary: "Counts the boundaries of a calendar unit between two datetimes.",
    params: &[
        required("period", STRING, Unit::DOC).constant(),
        required("datetime1", DATETIME, "The time that is subtracted from."),
        required("datetime2", DATETIME, "The time that is subtracted."),
    ],
    returns: Returns::ByValues(|_, values| match values.first() {
        Some(Some(period)) if Unit::from_name(period.as_str()) == Some(Unit::Week) => Type::Real,
        _ => Type::Long,
    }),
    notes: "Negative when the first time is the earlier one. Weeks begin on Sunday, and their \
            count is a real.",
    examples: &[
        example!("datetime_diff('day', datetime(2024-03-01), datetime(2024-02-28))" => "2"),
        example!("datetime_diff('year', datetime(2023-12-31), datetime(2024-01-01))" => "-1"),
    ],
    cases: &[
        example!("datetime_diff('month', datetime(2024-02-01), datetime(2024-01-31))" => "1"),
        example!("datetime_diff('quarter', datetime(2024-07-01), datetime(2024-03-30))" => "2"),
        example!("datetime_diff('week', datetime(2024-02-29), datetime(2020-02-29))" => "209.0"),
        example!("datetime_diff('hour', datetime(2024-01-01T01:00Z), datetime(2023-12-31T23:59Z))" => "2"),
        example!("datetime_diff('minute', datetime(2024-01-01), datetime(2024-01-01T13:45Z))" => "-825"),
        example!("datetime_diff('millisecond', datetime(2024-01-01T00:00:00.0019999Z), datetime(2024-01-01))" => "1"),
        example!("datetime_diff('microsecond', datetime(2024-01-01T00:00:00.0000020Z), datetime(2024-01-01T00:00:00.0000005Z))" => "2"),
        example!("datetime_diff('nanosecond', datetime(2024-01-01T00:00:00.0000002Z), datetime(2024-01-01))" => "200"),
        example!("datetime_diff('day', datetime(null), datetime(2024-01-01))" => "null"),
    ],
    body: Body::Prepared(|site| {
        let unit = unit_argument(site, 0, Unit::from_name, Unit::NAMES)?;
        let real = site.returns == Type::Real;
        Ok(Arc::new(move |args| {
            let unit = unit.or_else(|| Unit::from_name(args[0].as_str()));
            let (Some(unit), Some(a), Some(b)) = (unit, args[1].as_i64(), args[2].as_i64()) else {
                return Value::Null;
            };
            let count = difference(unit, a, b);
            if real {
                Value::Real(count as f64)
            } else {
                Value::Long(count)
            }
        }))
    }),
};

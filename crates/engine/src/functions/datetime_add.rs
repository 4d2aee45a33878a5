use std::sync::Arc;

use super::def::*;
use crate::compute::calendar::{Unit, add, unit_argument};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "datetime_add",
    aliases: &[],
    family: Family::Datetime,
    summary: "Adds calendar units to a datetime.",
    params: &[
        required("period", STRING, Unit::DOC).constant(),
        required("amount", LONG, "How many; below 0 to go back."),
        required("datetime", DATETIME, "The time to begin from."),
    ],
    returns: Returns::Is(Type::Datetime),
    notes: "A day that the month does not have becomes its last. Null outside of years 1 to 9999.",
    examples: &[
        example!("datetime_add('month', 1, datetime(2024-01-31))" => "2024-02-29T00:00:00.0000000Z"),
    ],
    cases: &[
        example!("datetime_add('year', 1, datetime(2024-02-29))" => "2025-02-28T00:00:00.0000000Z"),
        example!("datetime_add('quarter', -3, datetime(2024-02-29T12:00Z))" => "2023-05-29T12:00:00.0000000Z"),
        example!("datetime_add('week', -1, datetime(2024-01-01))" => "2023-12-25T00:00:00.0000000Z"),
        example!("datetime_add('second', 90, datetime(2023-12-31T23:59Z))" => "2024-01-01T00:00:30.0000000Z"),
        example!("datetime_add('day', -1, datetime(0001-01-01))" => "null"),
        example!("datetime_add('day', 1, datetime(null))" => "null"),
    ],
    body: Body::Prepared(|site| {
        let unit = unit_argument(site, 0, Unit::from_name, Unit::NAMES)?;
        Ok(Arc::new(move |args| {
            let unit = unit.or_else(|| Unit::from_name(args[0].as_str()));
            let (Some(unit), Some(amount), Some(t)) = (unit, args[1].as_i64(), args[2].as_i64())
            else {
                return Value::Null;
            };
            add(unit, amount, t).map_or(Value::Null, Value::Datetime)
        }))
    }),
};

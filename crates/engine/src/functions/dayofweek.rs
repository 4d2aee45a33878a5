use super::def::*;
use crate::compute::calendar::day_of_week;
use crate::types::timespan::DAY;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "dayofweek",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the days since the last Sunday, as a timespan.",
    params: &[required("date", DATETIME, "The time.")],
    returns: Returns::Is(Type::Timespan),
    notes: "Divide by `1d` for a number. Null in the week that year 9999 ends in.",
    examples: &[example!("dayofweek(datetime(2024-05-17))" => "5.00:00:00")],
    cases: &[
        example!("dayofweek(datetime(2024-05-19))" => "00:00:00"),
        example!("dayofweek(datetime(9999-12-31T23:59:59.9999999Z))" => "null"),
        example!("dayofweek(datetime(0001-01-01))" => "1.00:00:00"),
        example!("dayofweek(datetime(null))" => "null"),
    ],
    body: Body::Rows(|args| match args[0].as_i64().and_then(day_of_week) {
        Some(days) => Value::Timespan(days * DAY),
        None => Value::Null,
    }),
};

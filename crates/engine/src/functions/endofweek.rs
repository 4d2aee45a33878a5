use super::def::*;
use crate::compute::calendar::{Unit, end_of_week, moved};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "endofweek",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the last moment of the week that a datetime is in.",
    params: &[
        required("date", DATETIME, "The time."),
        optional(
            "offset",
            LONG,
            "How many weeks later, or earlier when below 0.",
        ),
    ],
    returns: Returns::Is(Type::Datetime),
    notes: "Null when this is outside of years 1 to 9999. Weeks begin on Sunday.",
    examples: &[
        example!("endofweek(datetime(2024-05-17T13:45Z))" => "2024-05-18T23:59:59.9999999Z"),
    ],
    cases: &[
        example!("endofweek(datetime(2024-05-17T13:45Z), -1)" => "2024-05-11T23:59:59.9999999Z"),
        example!("endofweek(datetime(9999-12-31T12:00Z))" => "null"),
        example!("endofweek(datetime(null))" => "null"),
    ],
    body: Body::Rows(|args| moved(args, Unit::Week, end_of_week)),
};

use super::def::*;
use crate::compute::calendar::{Unit, end_of_year, moved};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "endofyear",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the last moment of the year that a datetime is in.",
    params: &[
        required("date", DATETIME, "The time."),
        optional(
            "offset",
            LONG,
            "How many years later, or earlier when below 0.",
        ),
    ],
    returns: Returns::Is(Type::Datetime),
    notes: "Null when this is outside of years 1 to 9999.",
    examples: &[
        example!("endofyear(datetime(2024-05-17T13:45Z))" => "2024-12-31T23:59:59.9999999Z"),
    ],
    cases: &[
        example!("endofyear(datetime(2024-05-17T13:45Z), -1)" => "2023-12-31T23:59:59.9999999Z"),
        example!("endofyear(datetime(9999-12-31T12:00Z))" => "9999-12-31T23:59:59.9999999Z"),
        example!("endofyear(datetime(null))" => "null"),
    ],
    body: Body::Rows(|args| moved(args, Unit::Year, end_of_year)),
};

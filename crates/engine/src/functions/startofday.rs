use super::def::*;
use crate::compute::calendar::{Unit, moved, start_of_day};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "startofday",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the first moment of the day that a datetime is in.",
    params: &[
        required("date", DATETIME, "The time."),
        optional(
            "offset",
            LONG,
            "How many days later, or earlier when below 0.",
        ),
    ],
    returns: Returns::Is(Type::Datetime),
    notes: "Null when this is outside of years 1 to 9999.",
    examples: &[
        example!("startofday(datetime(2024-05-17T13:45Z))" => "2024-05-17T00:00:00.0000000Z"),
    ],
    cases: &[
        example!("startofday(datetime(2024-05-17T13:45Z), -1)" => "2024-05-16T00:00:00.0000000Z"),
        example!("startofday(datetime(null))" => "null"),
        example!("startofday(datetime(2024-05-17), long(null))" => "null"),
    ],
    body: Body::Rows(|args| moved(args, Unit::Day, |t| Some(start_of_day(t)))),
};

use super::def::*;
use crate::compute::calendar::{Unit, moved, start_of_week};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "startofweek",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the first moment of the week that a datetime is in.",
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
        example!("startofweek(datetime(2024-05-17T13:45Z))" => "2024-05-12T00:00:00.0000000Z"),
    ],
    cases: &[
        example!("startofweek(datetime(2024-05-17T13:45Z), -1)" => "2024-05-05T00:00:00.0000000Z"),
        example!("startofweek(datetime(null))" => "null"),
        example!("startofweek(datetime(2024-05-17), long(null))" => "null"),
    ],
    body: Body::Rows(|args| moved(args, Unit::Week, |t| Some(start_of_week(t)))),
};

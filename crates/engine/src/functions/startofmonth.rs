use super::def::*;
use crate::compute::calendar::{Unit, moved, start_of_month};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "startofmonth",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the first moment of the month that a datetime is in.",
    params: &[
        required("date", DATETIME, "The time."),
        optional(
            "offset",
            LONG,
            "How many months later, or earlier when below 0.",
        ),
    ],
    returns: Returns::Is(Type::Datetime),
    notes: "Null when this is outside of years 1 to 9999.",
    examples: &[
        example!("startofmonth(datetime(2024-05-17T13:45Z))" => "2024-05-01T00:00:00.0000000Z"),
    ],
    cases: &[
        example!("startofmonth(datetime(2024-05-17T13:45Z), -1)" => "2024-04-01T00:00:00.0000000Z"),
        example!("startofmonth(datetime(null))" => "null"),
        example!("startofmonth(datetime(2024-05-17), long(null))" => "null"),
    ],
    body: Body::Rows(|args| moved(args, Unit::Month, |t| Some(start_of_month(t)))),
};

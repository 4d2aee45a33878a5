use super::def::*;
use crate::compute::calendar::{Unit, moved, start_of_year};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "startofyear",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the first moment of the year that a datetime is in.",
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
        example!("startofyear(datetime(2024-05-17T13:45Z))" => "2024-01-01T00:00:00.0000000Z"),
    ],
    cases: &[
        example!("startofyear(datetime(2024-05-17T13:45Z), -1)" => "2023-01-01T00:00:00.0000000Z"),
        example!("startofyear(datetime(null))" => "null"),
        example!("startofyear(datetime(2024-05-17), long(null))" => "null"),
    ],
    body: Body::Rows(|args| moved(args, Unit::Year, |t| Some(start_of_year(t)))),
};

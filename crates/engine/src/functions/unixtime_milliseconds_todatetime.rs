use super::def::*;
use crate::compute::calendar::since_1970;
use crate::types::Type;
use crate::types::timespan::MILLISECOND;

pub(super) const FUNCTION: Function = Function {
    name: "unixtime_milliseconds_todatetime",
    aliases: &[],
    family: Family::Datetime,
    summary: "Converts milliseconds since 1970 to a datetime.",
    params: &[required(
        "milliseconds",
        Takes::Number,
        "The milliseconds; below 0 before 1970.",
    )],
    returns: Returns::Is(Type::Datetime),
    notes: "Null outside of years 1 to 9999.",
    examples: &[
        example!("unixtime_milliseconds_todatetime(1715953530250)" => "2024-05-17T13:45:30.2500000Z"),
    ],
    cases: &[
        example!("unixtime_milliseconds_todatetime(long(null))" => "null"),
        example!("unixtime_milliseconds_todatetime(-1) < datetime(1970-01-01)" => "true"),
        example!("unixtime_milliseconds_todatetime(9223372036854775807)" => "null"),
    ],
    body: Body::Rows(|args| since_1970(&args[0], MILLISECOND)),
};

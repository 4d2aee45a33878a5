use super::def::*;
use crate::compute::calendar::since_1970;
use crate::types::Type;
use crate::types::timespan::SECOND;

pub(super) const FUNCTION: Function = Function {
    name: "unixtime_seconds_todatetime",
    aliases: &[],
    family: Family::Datetime,
    summary: "Converts seconds since 1970 to a datetime.",
    params: &[required(
        "seconds",
        Takes::Number,
        "The seconds; below 0 before 1970.",
    )],
    returns: Returns::Is(Type::Datetime),
    notes: "Null outside of years 1 to 9999.",
    examples: &[
        example!("unixtime_seconds_todatetime(1715953530)" => "2024-05-17T13:45:30.0000000Z"),
    ],
    cases: &[
        example!("unixtime_seconds_todatetime(long(null))" => "null"),
        example!("unixtime_seconds_todatetime(-1) < datetime(1970-01-01)" => "true"),
        example!("unixtime_seconds_todatetime(9223372036854775807)" => "null"),
    ],
    body: Body::Rows(|args| since_1970(&args[0], SECOND)),
};

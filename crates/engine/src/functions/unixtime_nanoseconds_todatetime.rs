use super::def::*;
use crate::compute::calendar::since_1970;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "unixtime_nanoseconds_todatetime",
    aliases: &[],
    family: Family::Datetime,
    summary: "Converts nanoseconds since 1970 to a datetime.",
    params: &[required(
        "nanoseconds",
        LONG,
        "The nanoseconds; below 0 before 1970.",
    )],
    returns: Returns::Is(Type::Datetime),
    notes: "What is below a tick of 100 nanoseconds is cut.",
    examples: &[
        example!("unixtime_nanoseconds_todatetime(1715953530250500123)" => "2024-05-17T13:45:30.2505001Z"),
    ],
    cases: &[example!("unixtime_nanoseconds_todatetime(long(null))" => "null")],
    body: Body::Rows(|args| match args[0].as_i64() {
        Some(nanoseconds) => since_1970(&Value::Long(nanoseconds.div_euclid(100)), 1),
        None => Value::Null,
    }),
};

use super::def::*;
use crate::types::{Type, convert_column};

pub(super) const FUNCTION: Function = Function {
    name: "todatetime",
    aliases: &[],
    family: Family::Conversion,
    summary: "Converts a value to datetime, null when it cannot be.",
    params: &[required("value", Takes::Any, "The value to convert.")],
    returns: Returns::Is(Type::Datetime),
    notes: "Reads the forms that a datetime literal may have. A number counts ticks of 100 ns since the beginning of year 1.",
    examples: &[
        example!("todatetime('2015-12-31 23:59:59.9')" => "2015-12-31T23:59:59.9000000Z"),
        example!("todatetime('no time')" => "null"),
    ],
    cases: &[
        example!("todatetime('')" => "null"),
        example!("todatetime(1)" => "0001-01-01T00:00:00.0000001Z"),
        example!("todatetime('2015-12-31T23:59:59+02:00')" => "2015-12-31T21:59:59.0000000Z"),
    ],
    body: Body::Columns(|columns| {
        convert_column(&columns.arrays[0], columns.types[0], Type::Datetime)
    }),
};

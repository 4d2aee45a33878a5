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
        example!("todatetime('Sat, 8 Nov 14 15:05:02 GMT')" => "2014-11-08T15:05:02.0000000Z"),
        example!("todatetime('Saturday, 08-Nov-14 15:05')" => "2014-11-08T15:05:00.0000000Z"),
        example!("todatetime('29 MAY 2019')" => "2019-05-29T00:00:00.0000000Z"),
        example!("todatetime('Nov 8, 2014')" => "2014-11-08T00:00:00.0000000Z"),
        example!("todatetime('12/31/2019 1:02:03 PM')" => "2019-12-31T13:02:03.0000000Z"),
        example!("todatetime('12-02-2022')" => "2022-12-02T00:00:00.0000000Z"),
        example!("todatetime('2014-11-08T15:05:25 GMT')" => "2014-11-08T15:05:25.0000000Z"),
        example!("todatetime('2014-11-08 15:05')" => "2014-11-08T15:05:00.0000000Z"),
        example!("todatetime('2014-11-08T15:05:25.123456789Z')" => "2014-11-08T15:05:25.1234567Z"),
        example!("todatetime('2014-11-08T15:05:25-0130')" => "2014-11-08T16:35:25.0000000Z"),
        example!("todatetime('1970-5-12')" => "1970-05-12T00:00:00.0000000Z"),
        example!("todatetime('2014')" => "2014-01-01T00:00:00.0000000Z"),
        example!("todatetime('2014-02-30')" => "null"),
        example!("todatetime('2014-11-08 25:00')" => "null"),
        example!("todatetime('2014-11-08 1:00 x')" => "null"),
        example!("todatetime(1)" => "0001-01-01T00:00:00.0000001Z"),
        example!("todatetime('2015-12-31T23:59:59+02:00')" => "2015-12-31T21:59:59.0000000Z"),
    ],
    body: Body::Columns(|columns| {
        convert_column(&columns.arrays[0], columns.types[0], Type::Datetime)
    }),
};

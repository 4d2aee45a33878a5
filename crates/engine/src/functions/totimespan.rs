use super::def::*;
use crate::types::{Type, convert_column};

pub(super) const FUNCTION: Function = Function {
    name: "totimespan",
    aliases: &["totime"],
    family: Family::Conversion,
    summary: "Converts a value to timespan, null when it cannot be.",
    params: &[required("value", Takes::Any, "The value to convert.")],
    returns: Returns::Is(Type::Timespan),
    notes: "Reads the forms that a timespan literal may have. A number counts ticks of 100 ns.",
    examples: &[
        example!("totimespan('1.02:03:04')" => "1.02:03:04"),
        example!("totimespan('90s')" => "00:01:30"),
        example!("totimespan('abc')" => "null"),
    ],
    cases: &[
        example!("totimespan('-1d')" => "-1.00:00:00"),
        example!("totimespan('1.5')" => "null"),
        example!("totimespan('13:00')" => "13:00:00"),
        example!("totimespan('00:00:00.001')" => "00:00:00.0010000"),
        example!("totimespan(10)" => "00:00:00.0000010"),
    ],
    body: Body::Columns(|columns| {
        convert_column(&columns.arrays[0], columns.types[0], Type::Timespan)
    }),
};

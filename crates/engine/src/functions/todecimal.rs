use super::def::*;
use crate::types::{Type, convert_column};

pub(super) const FUNCTION: Function = Function {
    name: "todecimal",
    aliases: &[],
    family: Family::Conversion,
    summary: "Converts a value to decimal, null when it cannot be.",
    params: &[required("value", Takes::Any, "The value to convert.")],
    returns: Returns::Is(Type::Decimal),
    notes: "Differs from Kusto: a decimal has 18 digits behind the point, and is null beyond 20 before it.",
    examples: &[
        example!("todecimal('123.45678')" => "123.45678"),
        example!("todecimal(2)" => "2"),
    ],
    cases: &[
        example!("todecimal('abc')" => "null"),
        example!("todecimal(true)" => "1"),
        example!("todecimal('0.1') + todecimal('0.2') == todecimal('0.3')" => "true"),
    ],
    body: Body::Columns(|columns| {
        convert_column(&columns.arrays[0], columns.types[0], Type::Decimal)
    }),
};

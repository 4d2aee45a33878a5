use super::def::*;
use crate::types::{Type, convert_column};

pub(super) const FUNCTION: Function = Function {
    name: "toreal",
    aliases: &["todouble"],
    family: Family::Conversion,
    summary: "Converts a value to real, null when it cannot be.",
    params: &[required("value", Takes::Any, "The value to convert.")],
    returns: Returns::Is(Type::Real),
    notes: "Reads `nan` and `inf` too.",
    examples: &[
        example!("toreal('1.5')" => "1.5"),
        example!("toreal(3)" => "3"),
        example!("toreal('abc')" => "null"),
    ],
    cases: &[
        example!("toreal('  3.14  ')" => "3.14"),
        example!("toreal('1e400')" => "inf"),
        example!("toreal('-inf')" => "-inf"),
        example!("toreal('INF')" => "null"),
        example!("toreal('1_000')" => "null"),
        example!("toreal('0x10')" => "null"),
        example!("toreal(true)" => "1"),
        example!("toreal(dynamic('1.5'))" => "1.5"),
    ],
    body: Body::Columns(|columns| convert_column(&columns.arrays[0], columns.types[0], Type::Real)),
};

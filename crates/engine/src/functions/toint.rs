use super::def::*;
use crate::types::{Type, convert_column};

pub(super) const FUNCTION: Function = Function {
    name: "toint",
    aliases: &[],
    family: Family::Conversion,
    summary: "Converts a value to int, null when it cannot be.",
    params: &[required("value", Takes::Any, "The value to convert.")],
    returns: Returns::Is(Type::Int),
    notes: "A text with a fraction is no whole number: null. A real is cut.",
    examples: &[
        example!("toint('42')" => "42"),
        example!("toint(2.9)" => "2"),
        example!("toint('5.9')" => "null"),
    ],
    cases: &[
        example!("toint('')" => "null"),
        example!("toint('  42  ')" => "42"),
        example!("toint('2147483648')" => "null"),
        example!("toint(2147483648)" => "-2147483648"),
        example!("toint(1e30)" => "2147483647"),
        example!("toint('0x1f')" => "31"),
        example!("toint('-0x10')" => "null"),
        example!("toint(true)" => "1"),
        example!("toint(dynamic('3'))" => "3"),
        example!("toint(dynamic(1.5))" => "1"),
        example!("toint(dynamic([1]))" => "null"),
    ],
    body: Body::Columns(|columns| convert_column(&columns.arrays[0], columns.types[0], Type::Int)),
};

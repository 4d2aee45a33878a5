use super::def::*;
use crate::types::{Type, convert_column};

pub(super) const FUNCTION: Function = Function {
    name: "tolong",
    aliases: &[],
    family: Family::Conversion,
    summary: "Converts a value to long, null when it cannot be.",
    params: &[required("value", Takes::Any, "The value to convert.")],
    returns: Returns::Is(Type::Long),
    notes: "A text with a fraction is no whole number: null. A real is cut.",
    examples: &[
        example!("tolong('42')" => "42"),
        example!("tolong(-2.5)" => "-2"),
        example!("tolong('2.5')" => "null"),
    ],
    cases: &[
        example!("tolong('9223372036854775808')" => "null"),
        example!("tolong('1e19')" => "null"),
        example!("tolong('0xFFFFFFFFFFFFFFFF')" => "-1"),
        example!("tolong(1d)" => "864000000000"),
        example!("tolong(datetime(2020-01-01))" => "637134336000000000"),
        example!("tolong(real(+inf))" => "null"),
        example!("tolong(dynamic('0x10'))" => "16"),
        example!("tolong(dynamic(null))" => "null"),
    ],
    body: Body::Columns(|columns| convert_column(&columns.arrays[0], columns.types[0], Type::Long)),
};

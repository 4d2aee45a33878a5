use super::def::*;
use crate::types::{Type, convert_column};

pub(super) const FUNCTION: Function = Function {
    name: "toguid",
    aliases: &[],
    family: Family::Conversion,
    summary: "Converts a value to guid, null when it cannot be.",
    params: &[required(
        "value",
        Takes::OneOf(&[Type::String, Type::Dynamic, Type::Guid]),
        "The value to convert.",
    )],
    returns: Returns::Is(Type::Guid),
    notes: "Takes the first 32 hexadecimal digits, with or without dashes.",
    examples: &[
        example!("toguid('74be27de-1e4e-49d9-b579-fe0b331d3642')" => "74be27de-1e4e-49d9-b579-fe0b331d3642"),
        example!("toguid('not a guid')" => "null"),
    ],
    cases: &[
        example!("toguid('0123456789ABCDEF0123456789abcdef')" => "01234567-89ab-cdef-0123-456789abcdef"),
        example!("toguid('0123456789ab-cdef-0123-456789abcdef')" => "01234567-89ab-cdef-0123-456789abcdef"),
        example!("toguid('')" => "null"),
    ],
    body: Body::Columns(|columns| convert_column(&columns.arrays[0], columns.types[0], Type::Guid)),
};

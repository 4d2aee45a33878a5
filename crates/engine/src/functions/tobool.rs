use super::def::*;
use crate::types::{Type, convert_column};

pub(super) const FUNCTION: Function = Function {
    name: "tobool",
    aliases: &["toboolean"],
    family: Family::Conversion,
    summary: "Converts a value to bool, null when it cannot be.",
    params: &[required("value", Takes::Any, "The value to convert.")],
    returns: Returns::Is(Type::Bool),
    notes: "Text may be `true` or `false` in any case, or a whole number.",
    examples: &[
        example!("tobool('True')" => "true"),
        example!("tobool(0)" => "false"),
        example!("tobool('yes')" => "null"),
    ],
    cases: &[
        example!("tobool('-1')" => "true"),
        example!("tobool('1.0')" => "null"),
        example!("tobool('0x10')" => "true"),
        example!("tobool(' true')" => "null"),
        example!("tobool('')" => "null"),
        example!("tobool(0.5)" => "true"),
        example!("tobool(dynamic('false'))" => "false"),
        example!("tobool(bool(null))" => "null"),
    ],
    body: Body::Columns(|columns| convert_column(&columns.arrays[0], columns.types[0], Type::Bool)),
};

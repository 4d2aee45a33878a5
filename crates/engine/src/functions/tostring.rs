use super::def::*;
use crate::types::{Type, convert_column};

pub(super) const FUNCTION: Function = Function {
    name: "tostring",
    aliases: &[],
    family: Family::Conversion,
    summary: "Converts a value to string.",
    params: &[required("value", Takes::Any, "The value to convert.")],
    returns: Returns::Is(Type::String),
    notes: "The text of a value; a null gives `\"\"`.",
    examples: &[
        example!("tostring(12)" => "12"),
        example!("tostring(true)" => "True"),
        example!("tostring(1d + 2h)" => "1.02:00:00"),
    ],
    cases: &[
        example!("tostring(1.0)" => "1.0"),
        example!("tostring(dynamic(true))" => "true"),
        example!("tostring(dynamic('a'))" => "a"),
        example!("tostring(dynamic(['a', 1, {'b': null}]))" => "[\"a\",1,{\"b\":null}]"),
        example!("tostring(long(null))" => "\"\""),
        example!("tostring(dynamic(null))" => "\"\""),
        example!("tostring(datetime(2020-01-01 12:30))" => "2020-01-01T12:30:00.0000000Z"),
        example!("tostring(0.1 + 0.2)" => "0.30000000000000004"),
        example!("tostring(decimal(1.50))" => "1.5"),
    ],
    body: Body::Columns(|columns| {
        convert_column(&columns.arrays[0], columns.types[0], Type::String)
    }),
};

use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "strcmp",
    aliases: &[],
    family: Family::String,
    summary: "Compares two texts by their characters: -1, 0 or 1.",
    params: &[
        required("string1", Takes::Any, "A text."),
        required("string2", Takes::Any, "The text to compare it with."),
    ],
    returns: Returns::Is(Type::Long),
    notes: "",
    examples: &[
        example!("strcmp('abc', 'ABC')" => "1"),
        example!("strcmp('ABC', 'ABC')" => "0"),
    ],
    cases: &[
        example!("strcmp('abcde', 'abc')" => "1"),
        example!("strcmp('', 'a')" => "-1"),
    ],
    body: Body::Rows(|args| Value::Long(args[0].to_text().cmp(&args[1].to_text()) as i64)),
};

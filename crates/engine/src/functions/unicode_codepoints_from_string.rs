use super::def::*;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "unicode_codepoints_from_string",
    aliases: &["to_utf8"],
    family: Family::String,
    summary: "Gives the code points of a text.",
    params: &[required("value", Takes::Any, "The text.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "",
    examples: &[example!("unicode_codepoints_from_string('Kusto')" => "[75,117,115,116,111]")],
    cases: &[
        example!("unicode_codepoints_from_string('')" => "[]"),
        example!("unicode_codepoints_from_string('😀')" => "[128512]"),
    ],
    body: Body::Rows(|args| {
        let text = args[0].to_text();
        Value::Dynamic(text.chars().map(|c| Json::from(u32::from(c))).collect())
    }),
};

use super::def::*;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "unicode_codepoints_to_string",
    aliases: &["make_string"],
    family: Family::String,
    summary: "Makes a text of code points.",
    params: &[repeated(
        "values",
        Takes::OneOf(&[Type::Long, Type::Int, Type::Dynamic]),
        "A code point, or an array of them.",
    )],
    returns: Returns::Is(Type::String),
    notes: "What is no code point is left out.",
    examples: &[
        example!("unicode_codepoints_to_string(75, 117)" => "Ku"),
        example!("unicode_codepoints_to_string(dynamic([75, 117]), 33)" => "Ku!"),
    ],
    cases: &[example!("unicode_codepoints_to_string(-1, 1114112, 65)" => "A")],
    body: Body::Rows(|args| {
        let mut text = String::new();
        for arg in args {
            match arg.as_json() {
                Some(Json::Array(items)) => {
                    text.extend(items.iter().filter_map(|i| point(i.as_i64())));
                }
                _ => text.extend(point(arg.as_i64())),
            }
        }
        Value::String(text)
    }),
};

fn point(code: Option<i64>) -> Option<char> {
    char::from_u32(u32::try_from(code?).ok()?)
}

use super::def::*;
use crate::types::{Json, Type, Value, dynamic};

pub(super) const FUNCTION: Function = Function {
    name: "strcat_array",
    aliases: &["array_strcat"],
    family: Family::String,
    summary: "Joins the values of an array with a delimiter between them.",
    params: &[
        required("array", Takes::Array, "The array."),
        required("delimiter", Takes::Any, "What stands between two values."),
    ],
    returns: Returns::Is(Type::String),
    notes: "A null in the array is the empty text.",
    examples: &[example!("strcat_array(dynamic([1, 2, 3]), '->')" => "1->2->3")],
    cases: &[
        example!("strcat_array(dynamic(['a', null, '', 'b']), '|')" => "a|||b"),
        example!("strcat_array(dynamic([]), ',')" => r#""""#),
        example!("strcat_array(dynamic([true, {'k': 1}]), ' ')" => r#"true {"k":1}"#),
        example!("strcat_array(dynamic(null), ',')" => r#""""#),
    ],
    body: Body::Rows(|args| {
        let Some(Json::Array(items)) = args[0].as_json() else {
            return Value::string("");
        };
        let texts: Vec<String> = items.iter().map(dynamic::to_text).collect();
        Value::String(texts.join(&args[1].to_text()))
    }),
};

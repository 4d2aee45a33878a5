use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "isascii",
    aliases: &[],
    family: Family::String,
    summary: "Tells whether a text has ASCII characters only.",
    params: &[required("value", Takes::Any, "The text.")],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("isascii('some text')" => "true"),
        example!("isascii('café')" => "false"),
    ],
    cases: &[example!("isascii('')" => "true")],
    body: Body::Rows(|args| Value::Bool(args[0].to_text().is_ascii())),
};

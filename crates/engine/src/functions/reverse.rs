use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "reverse",
    aliases: &[],
    family: Family::String,
    summary: "Writes a text backwards.",
    params: &[required("value", Takes::Any, "The text.")],
    returns: Returns::Is(Type::String),
    notes: "",
    examples: &[
        example!("reverse('abc')" => "cba"),
        example!("reverse(123.45)" => "54.321"),
    ],
    cases: &[
        example!("reverse('')" => r#""""#),
        example!("reverse('a😀')" => "😀a"),
    ],
    body: Body::Rows(|args| Value::String(args[0].to_text().chars().rev().collect())),
};

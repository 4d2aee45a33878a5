use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "isutf8",
    aliases: &[],
    family: Family::String,
    summary: "Tells whether a text is valid UTF-8, which here every text is.",
    params: &[required("value", Takes::Any, "The text.")],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[example!("isutf8('some text')" => "true")],
    cases: &[],
    body: Body::Rows(|_| Value::Bool(true)),
};

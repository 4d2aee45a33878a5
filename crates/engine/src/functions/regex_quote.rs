use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "regex_quote",
    aliases: &[],
    family: Family::String,
    summary: "Escapes what has a meaning in regular expressions.",
    params: &[required(
        "string",
        Takes::Any,
        "The text that is meant as it stands.",
    )],
    returns: Returns::Is(Type::String),
    notes: "",
    examples: &[example!("regex_quote('(so$me.Te^xt)')" => r"\(so\$me\.Te\^xt\)")],
    cases: &[
        example!("regex_quote('a-b_c d')" => r"a\-b_c d"),
        example!("regex_quote('')" => r#""""#),
    ],
    body: Body::Rows(|args| Value::String(regex::escape(&args[0].to_text()))),
};

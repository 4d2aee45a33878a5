use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_text",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives the value of a field as text; several stand on lines of their own.",
    params: &[required("value", Takes::Any, "The value of a field.")],
    returns: Returns::Is(Type::String),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_text(dynamic(1.5))" => "1.5"),
        example!("__spl_text(dynamic(['a','b']))" => r#""a\nb""#),
    ],
    cases: &[],
    body: Body::Rows(|args| Value::String(Spl::of(&args[0]).text())),
};

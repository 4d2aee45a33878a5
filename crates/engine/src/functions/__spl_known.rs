use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_known",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives a text as the value of a field; the empty text is no value.",
    params: &[required("value", STRING, "A text.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_known('a')" => r#""a""#),
        example!("__spl_known('')" => "null"),
    ],
    cases: &[],
    body: Body::Rows(|args| match args[0].as_str() {
        "" => Value::Null,
        text => Spl::Text(text.to_owned()).value(),
    }),
};

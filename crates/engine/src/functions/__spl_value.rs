use super::def::*;
use crate::compute::spl::Spl;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_value",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives a value as a field of Splunk has it: a time is seconds since 1970.",
    params: &[required("value", Takes::Any, "Any value of the language.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_value(datetime(1970-01-01T00:01:00Z))" => "60"),
        example!("__spl_value('a')" => r#""a""#),
        example!("__spl_value(true)" => r#""true""#),
        example!("__spl_value(dynamic({'a':1}))" => r#""{\"a\":1}""#),
    ],
    cases: &[],
    body: Body::Rows(|args| Spl::of(&args[0]).value()),
};

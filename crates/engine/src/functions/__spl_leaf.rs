use super::def::*;
use crate::compute::spl::path::leaf;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_leaf",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives a leaf of an event as the value of a field; objects and arrays have none.",
    params: &[required("json", DYNAMIC, "A part of an event.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_leaf(dynamic({'a':true}).a)" => r#""true""#),
        example!("__spl_leaf(dynamic({'a':{'b':1}}).a)" => "null"),
        example!("__spl_leaf(dynamic({'a':5}).a)" => "5"),
    ],
    cases: &[],
    body: Body::Rows(|args| match &args[0] {
        Value::Dynamic(json) => leaf(json).value(),
        _ => Value::Null,
    }),
};

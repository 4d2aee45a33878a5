use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::pattern::search_compare;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_order",
    aliases: &[],
    family: Family::Splunk,
    summary: "Compares a field with the value of a search term: as numbers when both are, else as texts.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("operator", STRING, "`<`, `<=`, `>` or `>=`."),
        required("literal", STRING, "What it is compared to."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_order('10', '>', '9')" => "true"),
        example!("__spl_order('b', '>', 'a')" => "true"),
        example!("__spl_order(dynamic(null), '<', '9')" => "false"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        Value::Bool(search_compare(
            &Spl::of(&args[0]),
            args[1].as_str(),
            args[2].as_str(),
        ))
    }),
};

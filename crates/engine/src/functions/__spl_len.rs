use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_len",
    aliases: &[],
    family: Family::Splunk,
    summary: "Counts the characters of a value.",
    params: &[required("value", Takes::Any, "The value of a field.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_len('café')" => "4"),
        example!("__spl_len(dynamic(null))" => "null"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        if value.is_null() {
            return Value::Null;
        }
        Spl::whole(value.show().chars().count()).value()
    }),
};

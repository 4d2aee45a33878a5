use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_mvcount",
    aliases: &[],
    family: Family::Splunk,
    summary: "Counts the values of a field; null for none.",
    params: &[required("value", Takes::Any, "The value of a field.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_mvcount(dynamic(['a','b']))" => "2"),
        example!("__spl_mvcount('a')" => "1"),
        example!("__spl_mvcount(dynamic(null))" => "null"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        if value.is_null() {
            return Value::Null;
        }
        Spl::whole(value.items().len()).value()
    }),
};

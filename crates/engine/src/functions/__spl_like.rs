use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::pattern::like;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_like",
    aliases: &[],
    family: Family::Splunk,
    summary: "Tells whether a value is like a pattern; letter case counts.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required(
            "pattern",
            STRING,
            "`%` stands for any characters, `_` for one.",
        ),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_like('banana', '%nan_')" => "true"),
        example!("__spl_like('Ban', 'b%')" => "false"),
        example!("__spl_like(dynamic(null), '%')" => "null"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        if value.is_null() {
            return Value::Null;
        }
        let pattern = args[1].as_str();
        Value::Bool(value.items().iter().any(|item| like(&item.show(), pattern)))
    }),
};

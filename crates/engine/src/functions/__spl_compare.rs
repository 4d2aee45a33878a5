use super::def::*;
use crate::compute::spl::{self, Spl};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_compare",
    aliases: &[],
    family: Family::Splunk,
    summary: "Compares two values as `eval` and `where` do; null on either side gives null.",
    params: &[
        required("left", Takes::Any, "A value."),
        required("operator", STRING, "`=`, `!=`, `<`, `<=`, `>` or `>=`."),
        required("right", Takes::Any, "A value."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_compare('10', '>', 9)" => "true"),
        example!("__spl_compare('a', '=', 'A')" => "false"),
        example!("__spl_compare(dynamic(null), '!=', 'a')" => "null"),
        example!("__spl_compare(dynamic(['a','b']), '=', 'b')" => "true"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let (left, right) = (Spl::of(&args[0]), Spl::of(&args[2]));
        spl::evaluates(&left, args[1].as_str(), &right).map_or(Value::Null, Value::Bool)
    }),
};

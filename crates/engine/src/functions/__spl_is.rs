use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::pattern::is_kind;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_is",
    aliases: &[],
    family: Family::Splunk,
    summary: "Tells whether a value is a number, a whole number, or a text.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("kind", STRING, "`num`, `int` or `str`."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_is('12', 'num')" => "true"),
        example!("__spl_is('1.5', 'int')" => "false"),
        example!("__spl_is('a', 'str')" => "true"),
    ],
    cases: &[],
    body: Body::Rows(|args| Value::Bool(is_kind(&Spl::of(&args[0]), args[1].as_str()))),
};

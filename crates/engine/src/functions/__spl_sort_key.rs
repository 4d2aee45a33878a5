use super::def::*;
use crate::compute::spl::{self, Spl};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_sort_key",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives a text whose order is the order of `sort`.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("kind", STRING, "`auto`, `num`, `str` or `ip`."),
        required(
            "descending",
            BOOL,
            "Whether the rows are sorted from the largest.",
        ),
    ],
    returns: Returns::Is(Type::String),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_sort_key('b', 'auto', false)" => "3b"),
        example!(
            "strcmp(__spl_sort_key(10, 'auto', false), __spl_sort_key('9', 'auto', false))" => "1"
        ),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let key = spl::sort_key(
            &Spl::of(&args[0]),
            args[1].as_str(),
            args[2].as_bool() == Some(true),
        );
        Value::String(key)
    }),
};

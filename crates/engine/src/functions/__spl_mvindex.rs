use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::expand::index;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_mvindex",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives one or some of the values of a field.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("start", Takes::Any, "From 0; from the end when negative."),
        optional("end", Takes::Any, "The last that belongs to the result."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_mvindex(dynamic(['a','b','c']), -1)" => r#""c""#),
        example!("__spl_mvindex(dynamic(['a','b','c']), 0, 1)" => r#"["a","b"]"#),
        example!("__spl_mvindex('a', 1)" => "null"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let Some(start) = Spl::of(&args[1]).as_number() else {
            return Value::Null;
        };
        let end = args.get(2).and_then(|end| Spl::of(end).as_number());
        index(&Spl::of(&args[0]), start, end).value()
    }),
};

use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::pattern::raw_holds;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_raw",
    aliases: &[],
    family: Family::Splunk,
    summary: "Tells whether a raw event holds a word or a phrase, in any letter case.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("term", STRING, "A word or a phrase, with `*` in it."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_raw('user=ana did it', 'ANA')" => "true"),
        example!("__spl_raw('banana', 'ana')" => "false"),
        example!("__spl_raw('banana', '*ana')" => "true"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let raw = Spl::of(&args[0]);
        Value::Bool(raw_holds(&raw.show(), args[1].as_str()))
    }),
};

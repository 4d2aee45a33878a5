use super::def::*;
use crate::compute::spl::pattern::matching;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_match_cs",
    aliases: &[],
    family: Family::Splunk,
    summary: "Tells whether a field has one of the values of `CASE(…)`: letter case counts.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        repeated("pattern", STRING, "A text with `*` in it."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_match_cs('Run', 'Run*')" => "true"),
        example!("__spl_match_cs('Run', 'run')" => "false"),
    ],
    cases: &[],
    body: Body::Prepared(|site| matching(site, true)),
};

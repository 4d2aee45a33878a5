use super::def::*;
use crate::compute::spl::pattern::matching;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_match",
    aliases: &[],
    family: Family::Splunk,
    summary: "Tells whether a field has one of the values of a search term, in any letter case.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        repeated(
            "pattern",
            STRING,
            "A text with `*` in it, or a network such as `10.0.0.0/8`.",
        ),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_match('RunInstances', 'run*')" => "true"),
        example!("__spl_match(dynamic(['a','b']), 'B', 'c')" => "true"),
        example!("__spl_match('10.1.2.3', '10.0.0.0/8')" => "true"),
        example!("__spl_match(dynamic(null), '*')" => "false"),
        example!("__spl_match(dynamic(1), '1.0')" => "false"),
    ],
    cases: &[],
    body: Body::Prepared(|site| matching(site, false)),
};

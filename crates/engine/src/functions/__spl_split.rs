use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::expand::split;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_split",
    aliases: &[],
    family: Family::Splunk,
    summary: "Cuts a text into several values.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("delimiter", STRING, "What stands between the parts."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_split('a;b', ';')" => r#"["a","b"]"#),
        example!("__spl_split('ab', '')" => r#"["a","b"]"#),
    ],
    cases: &[],
    body: Body::Rows(|args| split(&Spl::of(&args[0]), args[1].as_str()).value()),
};

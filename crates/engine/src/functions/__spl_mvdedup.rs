use super::def::*;
use crate::compute::spl::Spl;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_mvdedup",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives the distinct values of a field in their order.",
    params: &[required("value", Takes::Any, "The value of a field.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[example!("__spl_mvdedup(dynamic(['b','a','b']))" => r#"["b","a"]"#)],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        crate::compute::spl::expand::distinct(&value).value()
    }),
};

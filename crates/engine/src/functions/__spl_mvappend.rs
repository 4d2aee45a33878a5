use super::def::*;
use crate::compute::spl::Spl;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_mvappend",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives the values of all arguments as one field.",
    params: &[repeated("value", Takes::Any, "Values; nulls are left out.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_mvappend('a', dynamic(['b','c']), dynamic(null))" => r#"["a","b","c"]"#),
    ],
    cases: &[],
    body: Body::Rows(|args| Spl::many(args.iter().map(Spl::of)).value()),
};

use super::def::*;
use crate::compute::spl::Spl;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_upper",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives a value in upper case.",
    params: &[required("value", Takes::Any, "The value of a field.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[example!("__spl_upper('Ab')" => r#""AB""#)],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        value
            .map(|item| Spl::Text(item.show().to_uppercase()))
            .value()
    }),
};

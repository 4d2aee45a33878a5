use super::def::*;
use crate::compute::spl::Spl;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_lower",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives a value in lower case.",
    params: &[required("value", Takes::Any, "The value of a field.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_lower('Ab')" => r#""ab""#),
        example!("__spl_lower(dynamic(null))" => "null"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        value
            .map(|item| Spl::Text(item.show().to_lowercase()))
            .value()
    }),
};

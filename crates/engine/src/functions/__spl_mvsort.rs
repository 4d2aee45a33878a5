use super::def::*;
use crate::compute::spl::Spl;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_mvsort",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives the values of a field in the order of their texts.",
    params: &[required("value", Takes::Any, "The value of a field.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[example!("__spl_mvsort(dynamic(['b','a']))" => r#"["a","b"]"#)],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        let mut items = value.items().to_vec();
        items.sort_by(|a, b| a.show().cmp(&b.show()));
        Spl::many(items).value()
    }),
};

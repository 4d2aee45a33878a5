use super::def::*;
use crate::compute::spl::kept::{What, make};
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "__spl_values",
    aliases: &[],
    summary: "Gives the distinct values of a field as texts, in the order of their bytes.",
    params: &[required("value", Takes::Any, "The values of a field.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("values"),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("datatable(x:dynamic)[dynamic(9), dynamic(10), dynamic(70), dynamic(9)] | summarize __spl_values(x)" => r#"["10","70","9"]"#),
    ],
    cases: &[],
    body: |_| Ok(make(What::Values)),
};

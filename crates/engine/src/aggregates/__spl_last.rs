use super::def::*;
use crate::compute::spl::kept::{What, make};
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "__spl_last",
    aliases: &[],
    summary: "Gives the value of the last row that has one.",
    params: &[required("value", Takes::Any, "The values of a field.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("last"),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("datatable(x:dynamic)[dynamic('b'), dynamic('c'), dynamic(null)] | summarize __spl_last(x)" => r#""c""#),
    ],
    cases: &[],
    body: |_| Ok(make(What::Last)),
};
